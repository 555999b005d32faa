//! The address a request comes from: the only thing besides a name by which tries to sign in are counted.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::extract::ConnectInfo;
use axum::http::request::Parts;

const FORWARDED: &str = "x-forwarded-for";

/// Where a request comes from; proxies count only where they are configured, since anybody can write the header.
pub fn client_address(parts: &Parts, proxies: &[IpAddr]) -> String {
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
    let Some(peer) = peer.map(|ConnectInfo(peer)| peer.ip().to_canonical()) else {
        // Only a test asks the router without a connection.
        return "local".to_owned();
    };
    let forwarded = parts
        .headers
        .get_all(FORWARDED)
        .iter()
        .filter_map(|value| value.to_str().ok());
    let said: Vec<&str> = forwarded.flat_map(|line| line.split(',')).collect();
    // Each proxy writes at the end whom it heard from; the last that is no proxy of ours is the reader.
    let believed = said.iter().rev().map_while(|address| address.trim().parse().ok());
    let around = std::iter::once(peer).chain(believed);
    let mut last = peer;
    for address in around {
        last = address.to_canonical();
        if !proxies.contains(&last) {
            break;
        }
    }
    network(last)
}

/// Whoever has one IPv6 address has 2^64 of them.
fn network(address: IpAddr) -> String {
    match address {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).to_string()
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    fn from(peer: &str, forwarded: &str) -> String {
        let mut request = Request::new(());
        if !forwarded.is_empty() {
            request
                .headers_mut()
                .insert(FORWARDED, forwarded.parse().unwrap());
        }
        let peer: SocketAddr = peer.parse().unwrap();
        request.extensions_mut().insert(ConnectInfo(peer));
        let (parts, ()) = request.into_parts();
        client_address(&parts, &["10.0.0.1".parse().unwrap()])
    }

    #[test]
    fn a_configured_proxy_tells_whom_it_heard_from() {
        assert_eq!(from("10.0.0.1:80", "203.0.113.7"), "203.0.113.7");
        assert_eq!(from("10.0.0.1:80", "1.2.3.4, 203.0.113.7"), "203.0.113.7");
        assert_eq!(from("10.0.0.1:80", ""), "10.0.0.1");
    }

    #[test]
    fn anybody_else_who_names_an_address_is_not_believed() {
        assert_eq!(from("203.0.113.7:80", "1.2.3.4"), "203.0.113.7");
        assert_eq!(from("10.0.0.1:80", "nonsense"), "10.0.0.1");
    }

    #[test]
    fn addresses_of_one_network_are_one() {
        assert_eq!(from("[2001:db8::1]:80", ""), from("[2001:db8::ffff:2]:80", ""));
        assert_eq!(from("[::ffff:203.0.113.7]:80", ""), "203.0.113.7");
    }
}
