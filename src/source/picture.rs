//! Reads the bytes of a picture, within limits that hold before anything is decoded.
//!
//! What a file is, its own first bytes say: neither its name nor what the answer called it. Of moving pictures the
//! first is shown. Formats whose readers are many or young are left out, and so is SVG, which is a program.

use std::io::Cursor;

use image::{
    DynamicImage, GenericImageView, ImageDecoder, ImageFormat, ImageReader, Limits,
    imageops::FilterType, metadata::Orientation,
};
use thiserror::Error;

use crate::model::Pixels;

/// The most pixels across or from top to bottom of a file.
const SIDE: u32 = 8192;
/// The most bytes that decoding may take, with what is held on the way to the picture.
const MEMORY: u64 = 112 << 20;
/// What decoding holds, in times the bytes of the picture: rows, and the picture again where it is turned or scaled.
const HELD: u64 = 2;
/// What decoding a progressive JPEG holds: all its coefficients, until the last of them is read.
const HELD_PROGRESSIVE: u64 = 8;
/// The formats that are read.
const FORMATS: [ImageFormat; 4] = [
    ImageFormat::Jpeg,
    ImageFormat::Png,
    ImageFormat::WebP,
    ImageFormat::Gif,
];

/// Why a picture is not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PictureError {
    /// No picture, or none of a known format.
    #[error("its format is not one of JPEG, PNG, WebP and GIF")]
    Format,
    /// More pixels than may be decoded.
    #[error("it has too many pixels")]
    TooLarge,
    /// Cut off or malformed.
    #[error("the file is damaged")]
    Damaged,
}

/// Decodes a picture and scales it down to fit into `width` times `height` pixels; one that is smaller stays as it is.
/// What is transparent becomes white, as on the pages that pictures are drawn for.
///
/// # Errors
/// Says why it is not shown. Never takes more than some 120 MiB, whatever the bytes.
pub fn read_picture(bytes: &[u8], width: u32, height: u32) -> Result<Pixels, PictureError> {
    let format = image::guess_format(bytes).map_err(|_| PictureError::Format)?;
    if !FORMATS.contains(&format) {
        return Err(PictureError::Format);
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE);
    limits.max_image_height = Some(SIDE);
    limits.max_alloc = Some(MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| explain(&error))?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    // Not every decoder counts what it holds, nor what it puts its result into.
    let held = if format == ImageFormat::Jpeg && is_progressive(bytes) {
        HELD_PROGRESSIVE
    } else {
        HELD
    };
    if decoder.total_bytes().saturating_mul(held) > MEMORY {
        return Err(PictureError::TooLarge);
    }
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|error| explain(&error))?;
    picture.apply_orientation(orientation);
    let picture = scaled(picture, width.max(1), height.max(1));
    let (width, height) = picture.dimensions();
    Pixels::new(width, height, on_white(picture)).ok_or(PictureError::Damaged)
}

/// Tells whether a JPEG comes in several scans of the whole picture: by the first marker that begins a frame (ITU T.81,
/// B.1.1.3).
fn is_progressive(bytes: &[u8]) -> bool {
    let mut rest = bytes.get(2..).unwrap_or_default();
    while let [0xff, marker, high, low, ..] = rest {
        match marker {
            0xff => rest = rest.get(1..).unwrap_or_default(),
            0xc2 | 0xc6 | 0xca | 0xce => return true,
            0xc0 | 0xc1 | 0xda => return false,
            _ => {
                let length = usize::from(u16::from_be_bytes([*high, *low]));
                rest = rest.get(2 + length..).unwrap_or_default();
            }
        }
    }
    false
}

fn explain(error: &image::ImageError) -> PictureError {
    match error {
        image::ImageError::Limits(_) => PictureError::TooLarge,
        image::ImageError::Unsupported(_) => PictureError::Format,
        _ => PictureError::Damaged,
    }
}

fn scaled(picture: DynamicImage, width: u32, height: u32) -> DynamicImage {
    if picture.width() <= width && picture.height() <= height {
        return picture;
    }
    // A coarse step first: filtering a press photograph in one step takes ten times as long and looks the same.
    let (twice_wide, twice_high) = (width.saturating_mul(2), height.saturating_mul(2));
    let coarse = if picture.width() > twice_wide && picture.height() > twice_high {
        picture.thumbnail(twice_wide, twice_high)
    } else {
        picture
    };
    coarse.resize(width, height, FilterType::Triangle)
}

fn on_white(picture: DynamicImage) -> Vec<u8> {
    if !picture.color().has_alpha() {
        return picture.into_rgb8().into_raw();
    }
    let over = |colour: u8, alpha: u8| {
        let (colour, alpha) = (u16::from(colour), u16::from(alpha));
        u8::try_from((colour * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX)
    };
    let pixels = picture.into_rgba8();
    let rgb = pixels.pixels().flat_map(|pixel| {
        let [red, green, blue, alpha] = pixel.0;
        [red, green, blue].map(|colour| over(colour, alpha))
    });
    rgb.collect()
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use image::{ImageBuffer, Luma, Rgb, Rgba};
    use proptest::prelude::*;

    use super::*;

    fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Vec::new();
        picture
            .write_to(&mut Cursor::new(&mut bytes), format)
            .unwrap();
        bytes
    }

    fn photo(width: u32, height: u32) -> DynamicImage {
        let part = |n: u32| u8::try_from(n % 256).unwrap();
        ImageBuffer::from_fn(width, height, |x, y| Rgb([part(x * 3), part(y * 5), 99])).into()
    }

    /// A PNG that says to be of a size, and holds next to nothing.
    fn png_that_claims(width: u32, height: u32, depth: u8, colour: u8) -> Vec<u8> {
        let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
        let mut chunk = |name: &[u8; 4], data: &[u8]| {
            bytes.extend(u32::try_from(data.len()).unwrap().to_be_bytes());
            let content = [&name[..], data].concat();
            bytes.extend(&content);
            bytes.extend(crc(&content).to_be_bytes());
        };
        let size = [width.to_be_bytes(), height.to_be_bytes()].concat();
        chunk(b"IHDR", &[&size[..], &[depth, colour, 0, 0, 0]].concat());
        // An empty zlib stream.
        chunk(b"IDAT", &[0x78, 0x9c, 3, 0, 0, 0, 0, 1]);
        chunk(b"IEND", &[]);
        bytes
    }

    /// The checksum of PNG (ISO 3309).
    fn crc(bytes: &[u8]) -> u32 {
        let step = |crc: u32, byte: &u8| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
                (crc >> 1) ^ if crc & 1 == 1 { 0xedb8_8320 } else { 0 }
            })
        };
        !bytes.iter().fold(u32::MAX, step)
    }

    fn gif_that_claims(width: u16, height: u16) -> Vec<u8> {
        let mut bytes = encoded(&photo(4, 4), ImageFormat::Gif);
        bytes[6..8].copy_from_slice(&width.to_le_bytes());
        bytes[8..10].copy_from_slice(&height.to_le_bytes());
        bytes
    }

    fn refused(bytes: &[u8]) -> PictureError {
        read_picture(bytes, 400, 400).unwrap_err()
    }

    #[test]
    fn the_four_formats_are_read_and_scaled_to_fit() {
        for format in FORMATS {
            let bytes = encoded(&photo(600, 300), format);
            let pixels = read_picture(&bytes, 200, 400).unwrap();
            assert_eq!((pixels.width(), pixels.height()), (200, 100), "{format:?}");
            let small = read_picture(&bytes, 2_000, 2_000).unwrap();
            assert_eq!((small.width(), small.height()), (600, 300), "{format:?}");
        }
    }

    #[test]
    fn more_pixels_than_may_be_decoded_are_refused_by_the_header() {
        for (bytes, what) in [
            (png_that_claims(65_535, 65_535, 8, 2), "65 535 squared"),
            (png_that_claims(12_000, 12_000, 8, 0), "12 000 squared"),
            (png_that_claims(8_192, 8_192, 8, 6), "too many bytes"),
            (png_that_claims(1, 1_000_000, 8, 2), "a thread"),
            (gif_that_claims(65_535, 65_535), "a gif"),
        ] {
            assert_eq!(refused(&bytes), PictureError::TooLarge, "{what}");
        }
    }

    #[test]
    fn a_picture_is_refused_by_what_decoding_it_would_hold() {
        let start = |frame: u8| {
            let mut bytes = vec![0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, frame, 0, 17, 8];
            bytes.extend([15, 160, 15, 160, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0]);
            bytes
        };
        assert!(is_progressive(&start(0xc2)) && !is_progressive(&start(0xc0)));
        assert!(!is_progressive(&[]) && !is_progressive(&[0xff, 0xd8, 0xff]));
        let wide = png_that_claims(8_000, 2_700, 8, 2);
        assert_eq!(refused(&wide), PictureError::TooLarge);
    }

    #[test]
    fn other_formats_are_not_even_tried() {
        let bmp = b"BM\x3a\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0";
        let svg =
            br#"<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>"#;
        let bomb = br#"<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><svg>&b;</svg>"#;
        for (bytes, what) in [
            (&bmp[..], "bmp"),
            (
                b"#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y 9999 +X 9999\n",
                "hdr",
            ),
            (b"P6 9999 9999 255\n", "pnm"),
            (b"farbfeld\xff\xff\xff\xff\xff\xff\xff\xff", "farbfeld"),
            (b"II*\0\x08\0\0\0", "tiff"),
            (b"\0\0\x01\0\x01\0\0\0", "ico"),
            (b"\0\0\0\x1cftypavif\0\0\0\0avifmif1", "avif"),
            (svg, "svg"),
            (bomb, "svg with entities"),
            (b"<!doctype html><title>404</title>", "html"),
            (b"", "nothing"),
        ] {
            assert_eq!(refused(bytes), PictureError::Format, "{what}");
        }
    }

    #[test]
    fn a_file_that_is_cut_off_or_empty_of_pixels_is_damaged() {
        for format in FORMATS {
            let bytes = encoded(&photo(200, 200), format);
            for len in [bytes.len() / 2, 40, 12] {
                let read = read_picture(&bytes[..len], 100, 100);
                // Decoders of JPEG and GIF may show what came.
                let shown = matches!(format, ImageFormat::Jpeg | ImageFormat::Gif);
                assert!(shown || read.is_err(), "{format:?} of {len} bytes");
            }
        }
        assert!(read_picture(&png_that_claims(0, 10, 8, 2), 9, 9).is_err());
        assert!(read_picture(&png_that_claims(10, 10, 8, 2), 9, 9).is_err());
    }

    #[test]
    fn deep_colours_and_what_is_transparent_become_plain_pixels() {
        let deep = ImageBuffer::from_pixel(4, 4, Luma([0x8080_u16]));
        let bytes = encoded(&DynamicImage::ImageLuma16(deep), ImageFormat::Png);
        let pixels = read_picture(&bytes, 9, 9).unwrap();
        assert_eq!(pixels.into_rgb(), [0x80; 48]);
        let clear = ImageBuffer::from_pixel(1, 1, Rgba([0, 0, 0, 51_u8]));
        let bytes = encoded(&DynamicImage::ImageRgba8(clear), ImageFormat::Png);
        assert_eq!(read_picture(&bytes, 9, 9).unwrap().into_rgb(), [204; 3]);
    }

    #[test]
    fn of_a_moving_picture_the_first_is_shown() {
        let mut bytes = Vec::new();
        let mut encoder = image::codecs::gif::GifEncoder::new(&mut bytes);
        for shade in 0..50_u8 {
            let frame = ImageBuffer::from_pixel(8, 8, Rgba([shade * 5, 0, 0, 255]));
            encoder.encode_frame(image::Frame::new(frame)).unwrap();
        }
        drop(encoder);
        let pixels = read_picture(&bytes, 9, 9).unwrap();
        assert_eq!(pixels.into_rgb(), [0; 8 * 8 * 3]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        #[test]
        fn damaged_files_never_end_the_program(
            format in prop::sample::select(FORMATS.to_vec()),
            changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
            cut in any::<prop::sample::Index>(),
        ) {
            let mut bytes = encoded(&photo(40, 30), format);
            for (at, byte) in changes {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            bytes.truncate(cut.index(bytes.len()) + 1);
            let _ = read_picture(&bytes, 20, 20);
        }
    }
}
