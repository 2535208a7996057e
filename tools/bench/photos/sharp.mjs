// Makes with sharp what opladers photos makes, two photos at a time, and prints how long that took without the start of node.
//
//   node sharp.mjs '{"files": […], "out": "MAP", "widths": […], "quality": 75, "way": "clone", "threads": 1}'
import { basename } from "node:path";
import sharp from "sharp";

const { files, out, widths, quality, way, threads } = JSON.parse(process.argv[2]);
sharp.concurrency(threads);

const save = (picture, name) => [
  picture.clone().webp({ quality }).toFile(`${out}/${name}.webp`),
  picture.clone().jpeg({ quality }).toFile(`${out}/${name}.jpg`),
];

const ways = {
  // As its documentation shows: one open file, of which each output is a clone.
  clone: (file, name) => {
    const photo = sharp(file);
    return widths.flatMap((width) => save(photo.clone().resize(width), `${name}-${width}`));
  },
  // Less work: the largest size is kept as pixels, and the others are made of it.
  once: async (file, name) => {
    const largest = Math.max(...widths);
    const { data, info } = await sharp(file).resize(largest).raw().toBuffer({ resolveWithObject: true });
    const photo = sharp(data, { raw: info });
    return widths.flatMap((width) => save(width < largest ? photo.clone().resize(width) : photo, `${name}-${width}`));
  },
};

const queue = [...files];
const work = async () => {
  for (let file = queue.shift(); file; file = queue.shift()) {
    await Promise.all(await ways[way](file, basename(file, ".jpg")));
  }
};
const start = process.hrtime.bigint();
await Promise.all([work(), work()]);
console.log(JSON.stringify({ seconds: Number(process.hrtime.bigint() - start) / 1e9 }));
