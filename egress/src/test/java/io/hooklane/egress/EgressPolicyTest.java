package io.hooklane.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EgressPolicyTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "https://10.0.0.1/",
        "https://[::1]/",
        "https://[::ffff:a9fe:a9fe]/",
        "https://localhost/",
        "https://LOCALHOST:8443/",
        "https://a.localhost/"
      })
  void withoutSettingsThisMachineAndPrivateAddressesAreRefused(String url) {
    assertThat(policy(Map.of()).objection(Target.parse(url)).orElse("")).contains("host");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.com/",
        "https://1.1.1.1:12345/",
        "https://[2606:4700:4700::1111]/",
        "https://localhost.example/"
      })
  void withoutSettingsPublicTargetsAreTaken(String url) {
    assertThat(policy(Map.of()).objection(Target.parse(url))).isEmpty();
  }

  @Test
  void thisMachineIsTakenWhereItIsAllowedToBeDialled() {
    Target named = Target.parse("http://localhost:1/");

    assertThat(policy(Map.of("allow-loopback", "true")).objection(named)).isEmpty();
    assertThat(policy(Map.of("allowed-ranges", "127.0.0.0/8")).objection(named)).isEmpty();
    assertThat(policy(Map.of("allowed-hosts", "localhost")).objection(named)).isEmpty();
    assertThat(policy(Map.of("allowed-ranges", "10.0.0.0/8")).objection(named)).isPresent();
  }

  @Test
  void portsAreTheAllowedOnesOnly() {
    EgressPolicy policy = policy(Map.of("allowed-ports", "443, 8000-8999"));

    assertThat(policy.objection(Target.parse("https://example.com/"))).isEmpty();
    assertThat(policy.objection(Target.parse("https://example.com:8000/"))).isEmpty();
    assertThat(policy.objection(Target.parse("https://example.com:8999/"))).isEmpty();
    assertThat(policy.objection(Target.parse("http://example.com/")).orElse("")).contains("80");
    assertThat(policy.objection(Target.parse("https://example.com:9000/"))).isPresent();
    assertThat(policy.objection(Target.parse("https://example.com:22/"))).isPresent();
  }

  @Test
  void httpIsRefusedWhereHttpsIsAskedFor() {
    EgressPolicy policy = policy(Map.of("https-only", "true"));

    assertThat(policy.objection(Target.parse("https://example.com/"))).isEmpty();
    assertThat(policy.objection(Target.parse("http://example.com/")).orElse("")).contains("https");
  }

  @Test
  void anAllowedHostMayHavePrivateAddressesAndNobodyElse() throws UnknownHostException {
    EgressPolicy policy = policy(Map.of("allowed-hosts", "hooks.corp.example,*.svc.example"));
    InetAddress inside = InetAddress.getByName("10.1.2.3");
    InetAddress metadata = InetAddress.getByName("169.254.169.254");

    assertThat(policy.permits(Target.parse("http://hooks.corp.example/"), inside)).isTrue();
    assertThat(policy.permits(Target.parse("http://HOOKS.corp.example/"), inside)).isTrue();
    assertThat(policy.permits(Target.parse("http://a.b.svc.example/"), inside)).isTrue();
    assertThat(policy.permits(Target.parse("http://hooks.corp.example/"), metadata)).isFalse();
    assertThat(policy.permits(Target.parse("http://svc.example/"), inside)).isFalse();
    assertThat(policy.permits(Target.parse("http://xsvc.example/"), inside)).isFalse();
    assertThat(policy.permits(Target.parse("http://x.hooks.corp.example/"), inside)).isFalse();
  }

  @Test
  void aDeniedRangeWinsOverAnAllowedHostAndOverLoopback() throws UnknownHostException {
    EgressPolicy policy =
        policy(
            Map.of(
                "allow-loopback", "true",
                "allowed-hosts", "hooks.corp.example",
                "denied-ranges", "11.0.0.0/8, 127.0.0.1"));

    assertThat(
            policy.permits(
                Target.parse("http://hooks.corp.example/"), InetAddress.getByName("11.1.2.3")))
        .isFalse();
    assertThat(policy.objection(Target.parse("https://11.1.2.3/"))).isPresent();
    assertThat(policy.objection(Target.parse("https://12.1.2.3/"))).isEmpty();
    assertThat(policy.objection(Target.parse("http://127.0.0.1/"))).isPresent();
    assertThat(policy.objection(Target.parse("http://localhost/"))).isPresent();
  }

  @Test
  void thisMachinesPublicAddressIsRefusedButToAHostThatIsAllowed() throws UnknownHostException {
    InetAddress own = InetAddress.getByName("11.1.2.3");
    EgressPolicy policy =
        new EgressPolicy(Settings.of(Map.of("allowed-hosts", "hooks.corp.example")), List.of(own));

    assertThat(policy.objection(Target.parse("https://11.1.2.3:9092/"))).isPresent();
    assertThat(policy.permits(Target.parse("https://customer.example/"), own)).isFalse();
    assertThat(policy.permits(Target.parse("https://hooks.corp.example/"), own)).isTrue();
  }

  @Test
  void thisMachinesAddressesAreThoseOfAllItsInterfaces() throws SocketException {
    assertThat(EgressPolicy.ownAddresses())
        .contains(InetAddress.getLoopbackAddress())
        .containsAll(
            NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses).toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "denied-ranges=ten",
        "denied-ranges=10/8",
        "allowed-ports=0",
        "allowed-ports=65536",
        "allowed-ports=9-8",
        "allowed-ports=http",
        "allowed-ranges=ten",
        "allowed-ranges=10.0.0.0/33",
        "allowed-hosts=*",
        "allowed-hosts=a b",
        "allowed-hosts=*.*.example"
      })
  void settingsThatAreNoneAreRefused(String setting) {
    String[] parts = setting.split("=", 2);

    assertThatThrownBy(() -> policy(Map.of(parts[0], parts[1])))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static EgressPolicy policy(Map<String, String> settings) {
    return new EgressPolicy(Settings.of(settings));
  }
}
