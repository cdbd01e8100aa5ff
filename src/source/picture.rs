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
/// The most bytes that decoding may take.
const MEMORY: u64 = 64 << 20;
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
/// Says why it is not shown. Never takes more than some 128 MiB, whatever the bytes.
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
    let mut decoder = reader.into_decoder().map_err(explain)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    // Not every decoder counts what it puts its result into.
    if decoder.total_bytes() > MEMORY {
        return Err(PictureError::TooLarge);
    }
    let mut picture = DynamicImage::from_decoder(decoder).map_err(explain)?;
    picture.apply_orientation(orientation);
    let picture = scaled(picture, width.max(1), height.max(1));
    let (width, height) = picture.dimensions();
    Pixels::new(width, height, on_white(picture)).ok_or(PictureError::Damaged)
}

fn explain(error: image::ImageError) -> PictureError {
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
