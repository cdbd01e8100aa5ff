# Recipes for people who work on newswire; `just` lists them.

default:
    @just --list

# everything that must hold before a change lands
check:
    .ci/run

test *filter:
    cargo test --locked {{filter}}

# each cost beside its floor in the same run; NEWSWIRE_PAGES=FOLDER adds saved pages
bench *names:
    cargo bench --locked {{names}}

# everything that is known to go wrong, in the full tier; writes its summary into SECURITY.md
hostile:
    cargo test --locked --release --test hostile -- --ignored --nocapture the_full_tier

# thirty simulated hours of twenty live blogs: nothing missed, nobody asked too often, no memory lost
soak:
    cargo test --locked --lib soak::memory -- --ignored --nocapture

# draw the pictures and key tables of the papers anew
papers:
    UPDATE_PAPERS=1 cargo test --locked --test it papers::
    UPDATE_PAPERS=1 cargo test --locked --test reader pictures::

# measure the extraction on saved pages and write docs/figures.md
score:
    .ci/figures

# a Debian package, and a trial of it in a fresh root
package:
    packaging/debian
    packaging/try-debian
