//! Parquet with Arrow types: one row an event, with its claims and figures as a list.

use std::io::{self, Write};
use std::sync::Arc;

use arrow_array::builder::{ListBuilder, StringBuilder};
use arrow_array::{
    ArrayRef, Date32Array, Float64Array, Int32Array, Int64Array, ListArray, RecordBatch,
    StringArray, StructArray,
};
use arrow_buffer::OffsetBuffer;
use arrow_schema::{ArrowError, DataType, Field, Fields, Schema};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use selon_dossier::summary::{ClaimView, FigureView};

use crate::column::{Row, code, coded_by, hedged, instruments};
use crate::country::country_name;
use crate::item::Item;
use crate::toll::toll;

/// The name and version of the form.
const SCHEMA: &str = "selon.parquet/1";

/// So many events are written at once.
const BATCH: usize = 1000;

/// A row group has no more bytes than this: it is held in memory.
const GROUP: usize = 32 << 20;

/// A column: its name, and what it has of an event.
struct Column {
    name: &'static str,
    value: Value,
}

enum Value {
    Text(fn(&Row) -> Option<String>),
    Whole(fn(&Row) -> Option<u64>),
    Small(fn(&Row) -> u32),
    Degrees(fn(&Row) -> Option<f64>),
    Day(fn(&Row) -> Option<i32>),
    List(fn(&Row) -> Vec<String>),
}

macro_rules! columns {
    ($($kind:ident $name:literal $value:expr;)*) => {
        &[$(Column { name: $name, value: Value::$kind($value) }),*]
    };
}

/// The columns in their order; the claims stand after them.
const COLUMNS: &[Column] = columns! {
    Text "event_id" |r| Some(r.event.id.clone());
    Text "type" |r| Some(r.event.kind.clone());
    Text "acled_event_type" |r| r.names?.acled.map(str::to_owned);
    Text "acled_sub_event_type" |r| r.names?.acled_sub.map(str::to_owned);
    Text "date" |r| r.event.date.clone();
    Day "date_start" |r| Some(r.when?.from);
    Day "date_end" |r| Some(r.when?.to);
    Text "place" |r| Some(r.event.place.as_ref()?.name.clone());
    Text "country_code" |r| r.country_code().map(str::to_owned);
    Text "country" |r| country_name(r.country_code()?).map(str::to_owned);
    Text "admin1" |r| r.item.divisions.first.clone();
    Text "admin2" |r| r.item.divisions.second.clone();
    Text "precision" |r| Some(code(r.event.place.as_ref()?.precision?));
    Degrees "latitude" |r| Some(r.point?.0);
    Degrees "longitude" |r| Some(r.point?.1);
    Degrees "blur_km" |r| r.item.blur_km;
    Text "actor" |r| r.event.actor.clone();
    Text "target" |r| r.event.target.clone();
    List "instruments" |r| owned(instruments(r.event));
    Whole "killed_low" |r| r.killed.low;
    Whole "killed_best" |r| r.killed.best;
    Whole "killed_high" |r| r.killed.high;
    Whole "injured_low" |r| toll(r.event, "injured").low;
    Whole "injured_best" |r| toll(r.event, "injured").best;
    Whole "injured_high" |r| toll(r.event, "injured").high;
    Text "hedged" |r| hedged(r.event).map(str::to_owned);
    Small "origins_min" |r| r.event.origins.at_least;
    Small "origins_max" |r| r.event.origins.at_most;
    List "origins" |r| owned(r.event.origins.list.iter().map(|o| &o.name));
    List "disagreements" |r| r.event.disagreements.iter().map(|d| code(d.kind)).collect();
    List "part_of" |r| owned(r.event.part_of.iter().map(|p| &p.event));
    List "coded_by" |r| owned(coded_by(r.event));
    List "reports" |r| r.event.reports.clone();
    List "outlets" |r| owned(r.item.reports.iter().filter_map(|f| f.outlet.as_ref()));
    List "urls" |r| owned(r.item.reports.iter().filter_map(|f| f.url.as_ref()));
};

fn owned<'s>(items: impl IntoIterator<Item = &'s String>) -> Vec<String> {
    items.into_iter().cloned().collect()
}

/// A claim or a figure.
enum Held<'i> {
    Claim(&'i ClaimView),
    Figure(&'i FigureView),
}

/// A member of a claim: its name, and what it has of it.
struct Member {
    name: &'static str,
    value: MemberValue,
}

enum MemberValue {
    Text(fn(&Held) -> Option<String>),
    Whole(fn(&Held) -> Option<u64>),
}

macro_rules! members {
    ($($kind:ident $name:literal $claim:expr, $figure:expr;)*) => {
        &[$(Member {
            name: $name,
            value: MemberValue::$kind(|held| match held {
                Held::Claim(claim) => $claim(claim),
                Held::Figure(figure) => $figure(figure),
            }),
        }),*]
    };
}

/// The members of a claim in their order; `what` is null for what is no figure.
const MEMBERS: &[Member] = members! {
    Text "id" |c: &ClaimView| Some(c.id.clone()), |f: &FigureView| Some(f.id.clone());
    Text "key" |c: &ClaimView| Some(c.key.clone()), |f: &FigureView| Some(f.key.clone());
    Text "report" |c: &ClaimView| Some(c.report.clone()), |f: &FigureView| Some(f.report.clone());
    Text "outlet" |c: &ClaimView| c.outlet.clone(), |f: &FigureView| f.outlet.clone();
    Text "told" |c: &ClaimView| c.told.clone(), |f: &FigureView| f.told.clone();
    Text "holder" |c: &ClaimView| Some(c.holder.clone()), |f: &FigureView| Some(f.holder.clone());
    Text "certainty" |c: &ClaimView| Some(code(c.certainty)),
        |f: &FigureView| Some(if f.hedged { "hedged" } else { "certain" }.to_owned());
    Text "polarity" |c: &ClaimView| Some(code(c.polarity)), |_: &FigureView| None;
    Text "reality" |c: &ClaimView| Some(code(c.reality)), |_: &FigureView| None;
    Text "what" |_: &ClaimView| None, |f: &FigureView| Some(f.what.clone());
    Text "class" |_: &ClaimView| None, |f: &FigureView| f.class.clone();
    Whole "low" |_: &ClaimView| None, |f: &FigureView| f.low;
    Whole "high" |_: &ClaimView| None, |f: &FigureView| f.high;
    Text "words" |c: &ClaimView| Some(c.text.clone()), |f: &FigureView| Some(f.text.clone());
    Whole "start" |c: &ClaimView| Some(c.span.start.into()), |f: &FigureView| Some(f.start.into());
    Whole "end" |c: &ClaimView| Some(c.span.end.into()), |f: &FigureView| Some(f.end.into());
    Text "copy_of" |c: &ClaimView| c.copy_of.clone(), |f: &FigureView| f.copy_of.clone();
    Text "verdict" |c: &ClaimView| verdict(c.rejected, c.confirmed),
        |f: &FigureView| verdict(f.rejected, false);
};

fn verdict(rejected: bool, confirmed: bool) -> Option<String> {
    let verdict = if rejected { "rejected" } else { "confirmed" };
    (rejected || confirmed).then(|| verdict.to_owned())
}

/// Writes events; a batch of them is held.
pub(crate) struct Events<W: Write + Send> {
    writer: ArrowWriter<W>,
    schema: Arc<Schema>,
    waiting: Vec<Item>,
}

impl<W: Write + Send> Events<W> {
    /// Writes what stands before the first event.
    pub(crate) fn new(out: W, blur_km: Option<f64>) -> io::Result<Events<W>> {
        let about = vec![
            KeyValue::new("selon.schema".into(), SCHEMA.to_owned()),
            KeyValue::new("selon.blur_km".into(), blur_km.map(|km| km.to_string())),
        ];
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by(concat!("selon ", env!("CARGO_PKG_VERSION")).into())
            .set_max_row_group_bytes(Some(GROUP))
            .set_key_value_metadata(Some(about));
        let schema = Arc::new(schema());
        let writer = ArrowWriter::try_new(out, schema.clone(), Some(properties.build()));
        Ok(Events { writer: writer.map_err(plain)?, schema, waiting: Vec::new() })
    }

    /// Takes an event, which is written with those before it.
    pub(crate) fn event(&mut self, item: &Item) -> io::Result<()> {
        // The texts of the reports are not asked.
        let mut item = item.clone();
        item.reports.iter_mut().for_each(|report| report.text = String::new());
        self.waiting.push(item);
        if self.waiting.len() < BATCH { Ok(()) } else { self.write() }
    }

    fn write(&mut self) -> io::Result<()> {
        let waiting = std::mem::take(&mut self.waiting);
        let batch = batch(&self.schema, &waiting).map_err(|e| io::Error::other(e.to_string()))?;
        self.writer.write(&batch).map_err(plain)
    }

    /// Writes what stands after the last event.
    pub(crate) fn finish(mut self) -> io::Result<()> {
        if !self.waiting.is_empty() {
            self.write()?;
        }
        self.writer.close().map(|_| ()).map_err(plain)
    }
}

/// The error itself, so that a reader that has gone is told from a disk that is full.
fn plain(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(error) => match error.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(error) => io::Error::other(error),
        },
        error => io::Error::other(error),
    }
}

fn strings() -> DataType {
    DataType::List(Arc::new(Field::new_list_field(DataType::Utf8, true)))
}

fn members() -> Fields {
    MEMBERS
        .iter()
        .map(|member| {
            let kind = match member.value {
                MemberValue::Text(_) => DataType::Utf8,
                MemberValue::Whole(_) => DataType::Int64,
            };
            Field::new(member.name, kind, true)
        })
        .collect()
}

fn claim() -> Arc<Field> {
    Arc::new(Field::new_list_field(DataType::Struct(members()), false))
}

fn schema() -> Schema {
    let mut fields: Vec<Field> = COLUMNS
        .iter()
        .map(|column| {
            let kind = match column.value {
                Value::Text(_) => DataType::Utf8,
                Value::Whole(_) => DataType::Int64,
                Value::Small(_) => DataType::Int32,
                Value::Degrees(_) => DataType::Float64,
                Value::Day(_) => DataType::Date32,
                Value::List(_) => strings(),
            };
            Field::new(column.name, kind, !matches!(column.name, "event_id" | "type"))
        })
        .collect();
    fields.push(Field::new("claims", DataType::List(claim()), false));
    Schema::new(fields)
}

/// A number as Arrow has it; one that is greater than any is the greatest.
fn signed(number: Option<u64>) -> Option<i64> {
    number.map(|n| i64::try_from(n).unwrap_or(i64::MAX))
}

fn batch(schema: &Arc<Schema>, items: &[Item]) -> Result<RecordBatch, ArrowError> {
    let rows: Vec<Row> = items.iter().map(Row::of).collect();
    let mut arrays: Vec<ArrayRef> = Vec::with_capacity(COLUMNS.len() + 1);
    for column in COLUMNS {
        arrays.push(match column.value {
            Value::Text(of) => Arc::new(rows.iter().map(of).collect::<StringArray>()),
            Value::Whole(of) => {
                Arc::new(rows.iter().map(|r| signed(of(r))).collect::<Int64Array>())
            }
            Value::Small(of) => {
                let small = |r| i32::try_from(of(r)).unwrap_or(i32::MAX);
                Arc::new(Int32Array::from_iter_values(rows.iter().map(small)))
            }
            Value::Degrees(of) => Arc::new(rows.iter().map(of).collect::<Float64Array>()),
            Value::Day(of) => Arc::new(rows.iter().map(of).collect::<Date32Array>()),
            Value::List(of) => {
                let mut list = ListBuilder::new(StringBuilder::new());
                for row in &rows {
                    list.append_value(of(row).into_iter().map(Some));
                }
                Arc::new(list.finish())
            }
        });
    }
    arrays.push(Arc::new(claims(&rows)?));
    RecordBatch::try_new(schema.clone(), arrays)
}

fn claims(rows: &[Row]) -> Result<ListArray, ArrowError> {
    let count = |row: &Row| row.event.claims.len() + row.event.figures.len();
    let lengths = OffsetBuffer::from_lengths(rows.iter().map(count));
    let held: Vec<Held> = rows
        .iter()
        .flat_map(|row| {
            let claims = row.event.claims.iter().map(Held::Claim);
            claims.chain(row.event.figures.iter().map(Held::Figure))
        })
        .collect();
    let arrays = MEMBERS.iter().map(|member| -> ArrayRef {
        match member.value {
            MemberValue::Text(of) => Arc::new(held.iter().map(of).collect::<StringArray>()),
            MemberValue::Whole(of) => {
                Arc::new(held.iter().map(|h| signed(of(h))).collect::<Int64Array>())
            }
        }
    });
    let claims = StructArray::try_new(members(), arrays.collect(), None)?;
    ListArray::try_new(claim(), lengths, Arc::new(claims), None)
}
