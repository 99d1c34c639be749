document.querySelector('#root')?.append('Replicarium');
