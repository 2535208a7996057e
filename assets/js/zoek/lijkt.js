// How many letters to change, add, leave out or swap with their neighbour to make b of a; Infinity when it is more than most.
export function distance(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return Infinity;
  let before = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const other = a[i - 1] !== b[j - 1];
      let d = Math.min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + other);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) d = Math.min(d, before[j - 2] + 1);
      row.push(d);
      least = Math.min(least, d);
    }
    if (least > most) return Infinity;
    [before, previous] = [previous, row];
  }
  return previous[b.length] <= most ? previous[b.length] : Infinity;
}
