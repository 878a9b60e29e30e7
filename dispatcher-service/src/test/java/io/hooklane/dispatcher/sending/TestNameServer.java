package io.hooklane.dispatcher.sending;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.handler.codec.dns.DatagramDnsQuery;
import io.netty.handler.codec.dns.DatagramDnsQueryDecoder;
import io.netty.handler.codec.dns.DatagramDnsResponse;
import io.netty.handler.codec.dns.DatagramDnsResponseEncoder;
import io.netty.handler.codec.dns.DefaultDnsRawRecord;
import io.netty.handler.codec.dns.DnsQuestion;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntFunction;

/** A name server over UDP that answers as it is told. */
final class TestNameServer implements AutoCloseable {

  /** What is answered to a question. */
  sealed interface Answer {

    /** These addresses, for so many seconds. */
    record Addresses(int ttl, List<String> addresses) implements Answer {}

    /** Another name, for so many seconds. */
    record Alias(int ttl, String name) implements Answer {}

    /**
     * That the names under a zone are this other server's to answer.
     *
     * @param address of that server, at port 53
     */
    record Referral(String zone, String server, String address) implements Answer {}

    /** An error. */
    record Error(DnsResponseCode code) implements Answer {}

    /** Nothing at all. */
    record Silence() implements Answer {}
  }

  private final NioEventLoopGroup loops = new NioEventLoopGroup(1);
  private final Map<String, IntFunction<Answer>> answers = new ConcurrentHashMap<>();
  private final List<String> questions = new CopyOnWriteArrayList<>();
  private final Channel channel;

  TestNameServer() {
    channel =
        new Bootstrap()
            .group(loops)
            .channel(NioDatagramChannel.class)
            .handler(
                new ChannelInitializer<DatagramChannel>() {
                  @Override
                  protected void initChannel(DatagramChannel datagrams) {
                    datagrams
                        .pipeline()
                        .addLast(
                            new DatagramDnsQueryDecoder(),
                            new DatagramDnsResponseEncoder(),
                            new Responder());
                  }
                })
            .bind("127.0.0.1", 0)
            .syncUninterruptibly()
            .channel();
  }

  /** As a setting names it. */
  String address() {
    return "127.0.0.1:" + ((InetSocketAddress) channel.localAddress()).getPort();
  }

  /**
   * Answers the n-th question for an IPv4 address of this name, from 1; IPv6 has the same count.
   */
  TestNameServer with(String name, IntFunction<Answer> answer) {
    answers.put(name, answer);
    return this;
  }

  TestNameServer with(String name, int ttl, String... addresses) {
    return with(name, number -> new Answer.Addresses(ttl, List.of(addresses)));
  }

  /** All names that IPv4 addresses were asked for, without the dot at their ends. */
  List<String> questions() {
    return questions;
  }

  private final class Responder extends SimpleChannelInboundHandler<DatagramDnsQuery> {

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramDnsQuery query) {
      DnsQuestion question = query.recordAt(DnsSection.QUESTION);
      String name = question.name().substring(0, question.name().length() - 1);
      if (question.type().equals(DnsRecordType.A)) {
        questions.add(name);
      }
      int number = (int) questions.stream().filter(name::equals).count();
      DatagramDnsResponse response =
          new DatagramDnsResponse(query.recipient(), query.sender(), query.id());
      response.addRecord(DnsSection.QUESTION, question);
      Answer answer =
          answers
              .getOrDefault(name, n -> new Answer.Error(DnsResponseCode.NXDOMAIN))
              .apply(Math.max(1, number));
      switch (answer) {
        case Answer.Addresses addresses -> {
          for (String address : addresses.addresses()) {
            addAddress(response, question, name, addresses.ttl(), address);
          }
          context.writeAndFlush(response);
        }
        case Answer.Alias alias -> {
          response.addRecord(
              DnsSection.ANSWER,
              new DefaultDnsRawRecord(
                  question.name(), DnsRecordType.CNAME, alias.ttl(), encoded(alias.name())));
          context.writeAndFlush(response);
        }
        case Answer.Referral referral -> {
          response.addRecord(
              DnsSection.AUTHORITY,
              new DefaultDnsRawRecord(
                  referral.zone() + ".", DnsRecordType.NS, 60, encoded(referral.server())));
          response.addRecord(
              DnsSection.ADDITIONAL,
              new DefaultDnsRawRecord(
                  referral.server() + ".",
                  DnsRecordType.A,
                  60,
                  Unpooled.wrappedBuffer(addressBytes(referral.address()))));
          context.writeAndFlush(response);
        }
        case Answer.Error error -> {
          response.setCode(error.code());
          context.writeAndFlush(response);
        }
        case Answer.Silence silence -> response.release();
      }
    }

    private void addAddress(
        DatagramDnsResponse response, DnsQuestion question, String name, int ttl, String address) {
      byte[] bytes = addressBytes(address);
      DnsRecordType type = address.indexOf(':') < 0 ? DnsRecordType.A : DnsRecordType.AAAA;
      if (type.equals(question.type())) {
        response.addRecord(
            DnsSection.ANSWER,
            new DefaultDnsRawRecord(name + ".", type, ttl, Unpooled.wrappedBuffer(bytes)));
      }
    }

    private static byte[] addressBytes(String address) {
      return Objects.requireNonNull(NetUtil.createByteArrayFromIpAddressString(address));
    }

    private static ByteBuf encoded(String name) {
      ByteBuf encoded = Unpooled.buffer();
      for (String label : name.split("\\.", -1)) {
        encoded.writeByte(label.length());
        encoded.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
      }
      return encoded.writeByte(0);
    }
  }

  @Override
  public void close() {
    loops.shutdownGracefully(0, 1, java.util.concurrent.TimeUnit.SECONDS).syncUninterruptibly();
  }
}
