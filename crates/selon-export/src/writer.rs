//! Writes events in a form, one at a time.

use std::io::{self, Write};

use crate::cell::Table;
use crate::column::{Column, Row};
use crate::item::Item;
#[cfg(feature = "parquet")]
use crate::parquet;
use crate::{acled, annotations, claims, ged, geojson, html, jsonl, trace};

/// A form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// ACLED's columns, then ours.
    Acled,
    /// The columns of UCDP GED, then ours.
    Ged,
    /// GeoJSON.
    Geojson,
    /// One event a line, with all claims.
    Jsonl,
    /// One row a claim.
    Csv,
    /// W3C Web Annotations.
    Annotations,
    /// A file to print.
    Html,
    /// Parquet with Arrow types, one row an event.
    #[cfg(feature = "parquet")]
    Parquet,
}

/// How it is written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Options {
    /// To how many km coordinates were coarsened; said in what is written.
    pub blur_km: Option<f64>,
    /// Whether tables have a row of HXL hashtags after the names of the columns.
    pub hxl: bool,
    /// Of a table not the rows, but what each cell rests on.
    pub trace: bool,
    /// What a file to print is headed by.
    pub title: Option<String>,
}

/// Writes events. [`Writer::finish`] must be called at the end.
pub struct Writer<W: Write + Send> {
    form: Form<W>,
    first: bool,
    blur_km: Option<f64>,
}

enum Form<W: Write + Send> {
    Rows(Table<W>, Vec<Column>),
    Trace(Table<W>, Vec<Column>),
    Claims(Table<W>),
    Geojson(W),
    Jsonl(W),
    Annotations(W),
    Html(W),
    #[cfg(feature = "parquet")]
    Parquet(parquet::Events<W>),
}

impl<W: Write + Send> std::fmt::Debug for Writer<W> {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.debug_struct("Writer").finish_non_exhaustive()
    }
}

impl<W: Write + Send> Writer<W> {
    /// Writes what stands before the first event.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    pub fn new(format: Format, options: &Options, mut out: W) -> io::Result<Writer<W>> {
        let columns = match format {
            Format::Acled => acled::columns(),
            Format::Ged => ged::columns(),
            _ => Vec::new(),
        };
        let form = match format {
            Format::Acled | Format::Ged if options.trace => {
                let mut table = Table::new(out);
                table.row(trace::COLUMNS)?;
                Form::Trace(table, columns)
            }
            Format::Acled | Format::Ged => {
                let mut table = Table::new(out);
                table.row(columns.iter().map(|c| c.name))?;
                if options.hxl {
                    table.row(columns.iter().map(|c| c.hxl))?;
                }
                Form::Rows(table, columns)
            }
            Format::Csv => {
                let mut table = Table::new(out);
                table.row(claims::COLUMNS.iter().map(|c| c.name))?;
                if options.hxl {
                    table.row(claims::COLUMNS.iter().map(|c| c.hxl))?;
                }
                Form::Claims(table)
            }
            Format::Geojson => {
                geojson::begin(&mut out, options.blur_km)?;
                Form::Geojson(out)
            }
            Format::Jsonl => Form::Jsonl(out),
            Format::Annotations => {
                annotations::begin(&mut out, options.blur_km)?;
                Form::Annotations(out)
            }
            Format::Html => {
                html::begin(&mut out, options)?;
                Form::Html(out)
            }
            #[cfg(feature = "parquet")]
            Format::Parquet => Form::Parquet(parquet::Events::new(out, options.blur_km)?),
        };
        Ok(Writer { form, first: true, blur_km: options.blur_km })
    }

    /// Writes an event.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    pub fn event(&mut self, item: &Item) -> io::Result<()> {
        debug_assert_eq!(item.blur_km, self.blur_km, "what is said of the coordinates is true");
        let first = &mut self.first;
        match &mut self.form {
            Form::Rows(table, columns) => {
                let row = Row::of(item);
                table.row(columns.iter().map(|c| (c.value)(&row).unwrap_or_default()))
            }
            Form::Trace(table, columns) => {
                trace::rows(item, columns).iter().try_for_each(|row| table.row(row))
            }
            Form::Claims(table) => claims::rows(item).try_for_each(|row| table.row(row)),
            Form::Geojson(out) => member(out, first, &geojson::feature(item)),
            Form::Jsonl(out) => {
                serde_json::to_writer(&mut *out, &jsonl::Line::of(item))?;
                out.write_all(b"\n")
            }
            Form::Annotations(out) => {
                annotations::annotations(item).try_for_each(|one| member(out, first, &one))
            }
            Form::Html(out) => {
                *first = false;
                html::event(out, item)
            }
            #[cfg(feature = "parquet")]
            Form::Parquet(events) => events.event(item),
        }
    }

    /// Writes all of these events.
    ///
    /// # Errors
    ///
    /// If one cannot be written.
    pub fn events(&mut self, items: impl IntoIterator<Item = Item>) -> io::Result<()> {
        items.into_iter().try_for_each(|item| self.event(&item))
    }

    /// Writes what stands after the last event.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    pub fn finish(self) -> io::Result<()> {
        match self.form {
            Form::Rows(mut table, _) | Form::Trace(mut table, _) | Form::Claims(mut table) => {
                table.flush()
            }
            Form::Geojson(mut out) => geojson::end(&mut out).and_then(|()| out.flush()),
            Form::Jsonl(mut out) => out.flush(),
            Form::Annotations(mut out) => annotations::end(&mut out).and_then(|()| out.flush()),
            Form::Html(mut out) => html::end(&mut out, self.first).and_then(|()| out.flush()),
            #[cfg(feature = "parquet")]
            Form::Parquet(events) => events.finish(),
        }
    }
}

/// A member of a list in JSON, on a line of its own.
fn member(out: &mut impl Write, first: &mut bool, value: &serde_json::Value) -> io::Result<()> {
    out.write_all(if std::mem::take(first) { b"\n" } else { b",\n" })?;
    serde_json::to_writer(out, value)?;
    Ok(())
}
