package io.hooklane.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPolicyTest {

  private final AddressPolicy strict = policy(false);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.1",
        "100.100.100.200",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.254",
        "168.63.129.16",
        "169.254.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.192",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.0.1",
        "198.18.0.1",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "224.0.0.251",
        "255.255.255.254",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:a9fe:a9fe",
        "::ffff:169.254.169.254",
        "::ffff:10.0.0.1",
        "::ffff:0.0.0.0",
        "::a9fe:a9fe",
        "::ffff:0:a9fe:a9fe",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::a9fe:a9fe",
        "100::1",
        "2001::1",
        "2001:0:a9fe:a9fe::1",
        "2001:db8::1",
        "2002:a9fe:a9fe::",
        "3fff::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
        "ff02::1"
      })
  void refusesWhatIsNotPublic(String address) throws UnknownHostException {
    assertThat(strict.permits(InetAddress.getByName(address))).isFalse();
    assertThat(strict.permits(asParsedFromAUrl(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "8.8.8.8",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "169.253.255.255",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.255.255",
        "192.169.0.0",
        "223.255.255.255",
        "::ffff:8.8.8.8",
        "2001:4860:4860::8888",
        "2606:4700:4700::1111",
        "2a00:1450:4001::1"
      })
  void permitsWhatIsPublic(String address) throws UnknownHostException {
    assertThat(strict.permits(InetAddress.getByName(address))).isTrue();
  }

  @Test
  void permitsLoopbackWhenAskedToAndNothingElse() {
    AddressPolicy policy = policy(true);

    assertThat(policy.permits(asParsedFromAUrl("127.0.0.1"))).isTrue();
    assertThat(policy.permits(asParsedFromAUrl("::1"))).isTrue();
    assertThat(policy.permits(asParsedFromAUrl("::ffff:127.0.0.1"))).isTrue();
    assertThat(policy.permits(asParsedFromAUrl("169.254.169.254"))).isFalse();
  }

  @Test
  void permitsExactlyTheRangesThatAreAllowed() {
    AddressPolicy policy = policy(false, "10.1.0.0/16", "fd12::/32");

    assertThat(policy.permits(asParsedFromAUrl("10.1.255.255"))).isTrue();
    assertThat(policy.permits(asParsedFromAUrl("10.2.0.0"))).isFalse();
    assertThat(policy.permits(asParsedFromAUrl("fd12::1"))).isTrue();
    assertThat(policy.permits(asParsedFromAUrl("fd13::1"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.1", "192.168.1.1", "127.0.0.1", "::1", "fd12::1", "8.8.8.8"})
  void anAddressOfATrustedNameMayBePrivate(String address) {
    assertThat(strict.permitsTrusted(asParsedFromAUrl(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "168.63.129.16",
        "169.254.169.254",
        "192.0.0.192",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::ffff:169.254.169.254",
        "64:ff9b::a9fe:a9fe",
        "2002:a9fe:a9fe::1",
        "2001:0:a9fe:a9fe::1",
        "100.100.100.200",
        "::ffff:100.100.100.200",
        "fd00:42::42",
        "fd00:c1::a9fe:a9fe",
        "fd00:ec2::254",
        "fd20:ce::254",
        "fe80::1",
        "ff02::1"
      })
  void notEvenATrustedNameLeadsToMetadataOrMulticast(String address) {
    assertThat(strict.permitsTrusted(asParsedFromAUrl(address))).isFalse();
    assertThat(policy(true).permitsTrusted(asParsedFromAUrl(address))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0/0, 169.254.169.254",
    "0.0.0.0/0, 224.0.0.1",
    "100.64.0.0/10, 100.100.100.200",
    "100.100.100.0/24, 100.100.100.200",
    "168.0.0.0/8, 168.63.129.16",
    "168.0.0.0/5, 169.254.169.254",
    "::/0, 64:ff9b::a9fe:a9fe",
    "::/0, fd00:ec2::254",
    "fd00::/8, fd00:ec2::254",
    "fd00::/8, fd00:c1::a9fe:a9fe",
    "fd00::/8, fd00:42::42",
    "fc00::/7, fd20:ce::254",
    "::ffff:0:0/96, 169.254.169.254"
  })
  void aRangeDoesNotOpenWhatIsDangerousInIt(String range, String address) {
    AddressPolicy policy = policy(false, range);

    assertThat(policy.permits(asParsedFromAUrl(address))).isFalse();
    assertThat(policy.permitsTrusted(asParsedFromAUrl(address))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0/0, 10.1.2.3",
    "100.64.0.0/10, 100.100.100.201",
    "fd00::/8, fd12::1",
    "169.254.0.0/16, 169.254.169.254",
    "169.254.169.254, 169.254.169.254",
    "169.254.169.254/32, ::ffff:169.254.169.254",
    "::ffff:169.254.0.0/112, 169.254.169.254",
    "100.100.100.200/32, 100.100.100.200",
    "168.63.129.16, 168.63.129.16",
    "64:ff9b::/96, 64:ff9b::808:808",
    "240.0.0.0/4, 240.1.2.3",
    "fd00:ec2::254, fd00:ec2::254",
    "fd20:ce::254/128, fd20:ce::254"
  })
  void aRangeThatNamesItDoes(String range, String address) {
    AddressPolicy policy = policy(false, "10.0.0.0/8", range);

    assertThat(policy.permits(asParsedFromAUrl(address))).isTrue();
    assertThat(policy.permitsTrusted(asParsedFromAUrl(address))).isTrue();
  }

  @Property
  void anIpv4AddressIsJudgedAlikeHoweverItIsWritten(@ForAll int bits) throws UnknownHostException {
    byte[] four = ByteBuffer.allocate(4).putInt(bits).array();
    byte[] mapped = new byte[16];
    mapped[10] = (byte) 0xff;
    mapped[11] = (byte) 0xff;
    System.arraycopy(four, 0, mapped, 12, 4);

    assertThat(strict.permits(Inet6Address.getByAddress(null, mapped, 0)))
        .isEqualTo(strict.permits(InetAddress.getByAddress(four)));
    AddressPolicy own =
        new AddressPolicy(false, List.of(), List.of(), List.of(InetAddress.getByAddress(four)));
    assertThat(own.permits(Inet6Address.getByAddress(null, mapped, 0))).isFalse();
  }

  @Property
  void noIpv6AddressOutsideOfWhatIsHandedOutIsPermitted(
      @ForAll @Size(16) byte[] address, @ForAll boolean handedOut) throws UnknownHostException {
    boolean mapped =
        Arrays.equals(address, 0, 12, new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1}, 0, 12);
    Assume.that(!mapped);
    if (handedOut) {
      address[0] = (byte) (0x20 | (address[0] & 0x1f));
    }

    boolean permitted = strict.permits(Inet6Address.getByAddress(null, address, 0));

    assertThat(permitted && (address[0] & 0xe0) != 0x20).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "11.1.2.3", // public
        "::ffff:11.1.2.3",
        "10.1.2.3", // in an allowed range
        "127.0.0.9", // loopback, which is allowed
        "2606:4700::1",
        "2606:4700:64::a9fe:a9fe", // NAT64 by a prefix of one's own
        "12.1.2.3", // in a block that is written as IPv6
        "13.1.2.3" // a single address
      })
  void whatIsDeniedIsRefusedWhateverElseWouldPermitIt(String address) {
    AddressPolicy policy =
        new AddressPolicy(
            true,
            List.of("10.0.0.0/8", "11.1.2.0/24"),
            List.of(
                "11.0.0.0/8",
                "10.1.2.0/24",
                "127.0.0.8/29",
                "2606:4700::/96",
                "2606:4700:64::/96",
                "::ffff:12.0.0.0/104",
                "13.1.2.3"),
            List.of());

    assertThat(policy.permits(asParsedFromAUrl(address))).isFalse();
    assertThat(policy.permitsTrusted(asParsedFromAUrl(address))).isFalse();
  }

  @Test
  void whatIsNotDeniedIsPermittedAsBefore() {
    AddressPolicy policy =
        new AddressPolicy(true, List.of("10.0.0.0/8"), List.of("10.1.2.0/24"), List.of());

    assertThat(policy.permits(asParsedFromAUrl("10.1.3.1"))).isTrue();
    assertThat(policy.permits(asParsedFromAUrl("127.0.0.1"))).isTrue();
    assertThat(policy.permits(asParsedFromAUrl("8.8.8.8"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"11.1.2.3", "::ffff:11.1.2.3", "2606:4700::1"})
  void theMachinesOwnAddressIsRefusedAlthoughPublic(String address) {
    assertThat(onOwnMachine().permits(asParsedFromAUrl(address))).isFalse();
    assertThat(onOwnMachine().permits(asParsedFromAUrl("11.1.2.4"))).isTrue();
    assertThat(onOwnMachine().permits(asParsedFromAUrl("2606:4700::2"))).isTrue();
  }

  @Test
  void theMachinesOwnAddressIsPermittedByARangeOrToATrustedName() {
    InetAddress own = asParsedFromAUrl("11.1.2.3");

    assertThat(onOwnMachine("11.1.2.3/32").permits(own)).isTrue();
    assertThat(onOwnMachine("11.0.0.0/8").permits(own)).isTrue();
    assertThat(onOwnMachine("12.0.0.0/8").permits(own)).isFalse();
    assertThat(onOwnMachine().permitsTrusted(own)).isTrue();
  }

  @Test
  void loopbackIsTheMachinesOwnAndGovernedByItsOwnSetting() {
    List<InetAddress> loopback = List.of(asParsedFromAUrl("127.0.0.1"), asParsedFromAUrl("::1"));

    for (InetAddress address : loopback) {
      assertThat(new AddressPolicy(true, List.of(), List.of(), loopback).permits(address)).isTrue();
      assertThat(new AddressPolicy(false, List.of(), List.of(), loopback).permits(address))
          .isFalse();
    }
  }

  /** Some of these the library would read as another range than the one that was meant. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ten",
        "",
        "*",
        "10/8",
        "10.1/16",
        "10.*.*.*",
        "10.1-3.*.*",
        "0x7f.1",
        "010.0.0.1",
        "10.0.0.0/33",
        "10.0.0.0/",
        "/8",
        "fe80::1%eth0",
        "::/129",
        "corp.example"
      })
  void refusesARangeThatIsNone(String range) {
    assertThatThrownBy(() -> policy(false, range))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Not a range of addresses: " + range);
    assertThatThrownBy(() -> new AddressPolicy(false, List.of(), List.of(range), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Not a range of addresses: " + range);
  }

  private static AddressPolicy policy(boolean allowLoopback, String... allowedRanges) {
    return new AddressPolicy(allowLoopback, List.of(allowedRanges), List.of(), List.of());
  }

  private static AddressPolicy onOwnMachine(String... allowedRanges) {
    return new AddressPolicy(
        false,
        List.of(allowedRanges),
        List.of(),
        List.of(asParsedFromAUrl("11.1.2.3"), asParsedFromAUrl("2606:4700::1")));
  }

  private static InetAddress asParsedFromAUrl(String address) {
    String host = address.indexOf(':') < 0 ? address : "[" + address + "]";
    return Objects.requireNonNull(Target.parse("http://" + host + "/").literal());
  }
}
