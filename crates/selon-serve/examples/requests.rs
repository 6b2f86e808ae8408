//! Asks a running server for pages as fast as it answers, and tells how many a second.
//!
//! `requests 127.0.0.1:7312 SECONDS CONNECTIONS /events /event/e-b38cd …`
//!
//! With the number of the server's process in `SERVER_PID` it tells too how much of the processor
//! a request took there (Linux), which other programs that are running do not change.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

fn main() -> io::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [host, seconds, connections, paths @ ..] = &args[..] else {
        eprintln!("requests HOST:PORT SECONDS CONNECTIONS PATH…");
        return Ok(());
    };
    let seconds: u64 = seconds.parse().unwrap_or(5);
    let connections: usize = connections.parse().unwrap_or(4);
    let server = std::env::var("SERVER_PID").ok();
    let before = server.as_deref().and_then(processor);
    let until = Instant::now() + Duration::from_secs(seconds);
    let workers: Vec<_> = (0..connections)
        .map(|n| {
            let (host, paths) = (host.clone(), paths.to_vec());
            thread::spawn(move || work(&host, &paths, n, until))
        })
        .collect();
    let mut times: Vec<(usize, Duration)> = Vec::new();
    for worker in workers {
        times.extend(worker.join().map_err(|_| io::Error::other("a connection broke"))??);
    }
    println!("{:.0} requests a second", times.len() as f64 / seconds as f64);
    let after = server.as_deref().and_then(processor);
    if let Some((before, after)) = before.zip(after) {
        let each = (after - before) * 1000.0 / times.len().max(1) as f64;
        println!(
            "{each:.2} ms of the server's processor each: {:.0} a second on two cores",
            2000.0 / each
        );
    }
    for (n, path) in paths.iter().enumerate() {
        let mut of: Vec<Duration> =
            times.iter().filter(|(path, _)| *path == n).map(|(_, time)| *time).collect();
        of.sort();
        let at = |share: usize| of.get(of.len() * share / 100).copied().unwrap_or_default();
        println!("{path}: {} times, median {:.1?}, 99 % within {:.1?}", of.len(), at(50), at(99));
    }
    Ok(())
}

/// How many seconds of the processor a process has had.
fn processor(pid: &str) -> Option<f64> {
    let told = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let fields: Vec<&str> = told.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |n: usize| fields.get(n)?.parse::<f64>().ok();
    Some((ticks(11)? + ticks(12)?) / 100.0)
}

/// Asks for one path after another on one connection; tells how long each took.
fn work(
    host: &str,
    paths: &[String],
    first: usize,
    until: Instant,
) -> io::Result<Vec<(usize, Duration)>> {
    let mut times = Vec::new();
    let mut stream = TcpStream::connect(host)?;
    stream.set_nodelay(true)?;
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut body = Vec::new();
    for n in first.. {
        let begun = Instant::now();
        if begun >= until || paths.is_empty() {
            break;
        }
        let path = n % paths.len();
        let request = format!("GET {} HTTP/1.1\r\nHost: {host}\r\n\r\n", paths[path]);
        stream.write_all(request.as_bytes())?;
        let mut line = String::new();
        reader.read_line(&mut line)?;
        if !line.contains(" 200 ") {
            return Err(io::Error::other(format!("{}: {}", paths[path], line.trim())));
        }
        let mut length = 0;
        while line != "\r\n" {
            line.clear();
            reader.read_line(&mut line)?;
            if let Some((name, value)) = line.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.trim().parse().unwrap_or(0);
            }
        }
        body.resize(length, 0);
        reader.read_exact(&mut body)?;
        times.push((path, begun.elapsed()));
    }
    Ok(times)
}
