//! What needs no terminal and no whole screen, in one program: each of a crate's test programs links the whole of it.

mod architecture;
mod cases;
mod cell_width;
mod cli;
mod following;
mod languages;
mod mutations;
mod network;
mod older;
mod pages;
mod papers;
mod platforms;
mod promises;
