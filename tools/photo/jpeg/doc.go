// Package jpeg reads and writes JPEG (ITU-T T.81, ISO/IEC 10918-1), faster than the standard library and at the scale that
// is needed. It works on planes, and converts no colours that it does not have to.
//
// # What Decode reads
//
// Baseline, extended sequential and progressive pictures with Huffman codes and 8 bits per sample, of 1, 3 or 4 components with
// any sampling factors, scans that interleave or not, and restarts. It gives
//
//   - *image.Gray for one component;
//   - *image.YCbCr for three, with the subsampling of the file. What image.YCbCr cannot hold, such as 1x4 or a component
//     with more samples than the first, becomes 4:4:4 by repeating samples, and so does RGB, which is converted;
//   - *image.CMYK for four, where 255 is full ink, also for YCCK and for Adobe's inverted values.
//
// Whether three components are RGB, and four YCCK, is decided as libjpeg does: by the JFIF and Adobe segments and
// then by the names R, G and B. Colour profiles and the orientation of Exif are for others to apply. Planes have whole blocks:
// their strides are larger than the picture.
//
// Passed over, as libjpeg does: bytes between segments, before markers and after the picture (a film, a second picture), and a
// missing end. Everything else that is not right is an error, because half a picture should not be published unseen:
// ErrTruncated, ErrUnsupported (12 bits, lossless, hierarchical, arithmetic coding, a height that comes after the picture) or a
// FormatError.
//
// # Scales
//
// At 1/2, 1/4 and 1/8 each block of 8x8 pixels becomes one of 4x4, 2x2 or 1: its lowest coefficients go through an inverse
// DCT of that size, in all planes, so that 4:2:0 stays 4:2:0. Sides are rounded up as libjpeg's are, and so places and colours
// agree with it. libjpeg-turbo transforms to averages of 2x2 or 4x4 pixels instead, which is less sharp: compared with a
// Lanczos filter over all pixels of photos, these scales are 0.3 to 4 dB nearer, at 1/2 and when resized further.
// Between them and libjpeg-turbo's lies on average 1 or 2 of 255 in photos with fine texture, and nothing at 1/8.
//
// At full size no sample differs by more than 1 from an exact inverse DCT. The arithmetic is in integers, the same on
// every machine.
//
// # Strangers' bytes
//
// Before memory is taken it is known that the file has the bytes for it: two bits for each block of a scan, or one in a
// progressive picture. So 12 MB of memory need at least 47 KB of scan, and a short file with a large claim costs nothing. More than
// a gigapixel is refused. A progressive picture must code each bit of a coefficient once, in order, and may visit
// its blocks 64 times: at worst this takes 1.5 s for 100 megapixels, of 200 KB.
//
// # Where the time goes
//
// 12 megapixels of 4:2:0 in 2.2 MB, as phones make them: 57 ms at 1/1, 36 at 1/2, 23 at 1/4 and 16 at 1/8, on a core where the
// standard library takes 158 ms for 1/1, and djpeg 49, 38, 34 and 28. As a progressive picture: 146, 110, 92 and 8 ms, where the
// standard library takes 268 and djpeg 144, 141, 136 and 132. At 1/1 half of it is the inverse DCT and two fifths the reading of
// symbols, at 1/2 a fifth and three fifths. What made it so:
//
//   - The bits of a scan are copied to a window without their stuffing, found with bytes.IndexByte. So they are read
//     eight bytes at a time without a test (scan_bits.go).
//   - One lookup of 11 bits gives two coefficients, with their runs and values; what the scale does not need is passed over by as
//     many symbols as are known (huffman_decode.go).
//   - Coefficients are dequantised and scaled for the DCT by one multiplication as they are stored. Blocks of one
//     colour, and those with coefficients only in a corner, have a shorter DCT (idct8.go).
//   - A sequential picture has no buffer of coefficients. A progressive one keeps those that the scale needs, and a bit for each of
//     the others, which is what refining scans must know. At 1/8 it passes over all scans but those of the DC.
package jpeg
