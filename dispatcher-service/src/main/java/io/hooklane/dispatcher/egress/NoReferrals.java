package io.hooklane.dispatcher.egress;

import io.netty.channel.EventLoop;
import io.netty.resolver.dns.AuthoritativeDnsServerCache;
import io.netty.resolver.dns.DnsServerAddressStream;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import java.net.InetSocketAddress;

/**
 * Keeps name servers that an answer names from being asked: nobody has judged their addresses, and
 * whoever answers for a name would answer for others' names under the same zone. Netty asks here
 * first where to go on; it is told the configured servers, whatever it has heard.
 */
final class NoReferrals implements AuthoritativeDnsServerCache {

  private final DnsServerAddressStreamProvider configured;

  NoReferrals(DnsServerAddressStreamProvider configured) {
    this.configured = configured;
  }

  @Override
  public DnsServerAddressStream get(String hostname) {
    return configured.nameServerAddressStream(hostname);
  }

  @Override
  public void cache(String hostname, InetSocketAddress address, long timeToLive, EventLoop loop) {}

  @Override
  public void clear() {}

  @Override
  public boolean clear(String hostname) {
    return false;
  }
}
