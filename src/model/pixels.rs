//! A decoded picture.

use std::fmt;

/// A picture as rows of opaque pixels.
#[derive(Clone, PartialEq, Eq)]
pub struct Pixels {
    width: u32,
    height: u32,
    rgb: Vec<u8>,
}

impl Pixels {
    /// Makes a picture of `width` times `height` pixels from three bytes each, red, green and blue, row by row from the
    /// top; `None` where there are more or fewer bytes, or no pixel.
    #[must_use]
    pub fn new(width: u32, height: u32, rgb: Vec<u8>) -> Option<Self> {
        let bytes = u64::from(width) * u64::from(height) * 3;
        let fits = bytes > 0 && u64::try_from(rgb.len()) == Ok(bytes);
        fits.then_some(Self { width, height, rgb })
    }

    /// Returns the pixels across.
    #[must_use]
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Returns the pixels from top to bottom.
    #[must_use]
    pub fn height(&self) -> u32 {
        self.height
    }

    /// Takes the bytes out: three for each pixel, row by row.
    #[must_use]
    pub fn into_rgb(self) -> Vec<u8> {
        self.rgb
    }
}

impl fmt::Debug for Pixels {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pixels({} × {})", self.width, self.height)
    }
}
