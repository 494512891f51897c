package dev.strata.sync.webhook.sending;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReachableAddressesTest {
    private final ReachableAddresses reachable = new ReachableAddresses(List.of());
    private final ReachableAddresses withOffice = new ReachableAddresses(List.of("10.1.0.0/16", "fd00:1::/32"));

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
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "223.255.255.255",
                "2606:4700::1111",
                "2a00::1"
            })
    void thePublicInternet(String address) {
        assertThat(reachable.contains(InetAddress.ofLiteral(address))).isTrue();
    }

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
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.192",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "239.255.255.250",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::127.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b:1::a00:1",
                "100::1",
                "2001::1",
                "2001:db8::1",
                "2002:7f00:1::",
                "3fff::1",
                "5f00::1",
                "fc00::1",
                "fd00:ec2::254",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void nowhereElse(String address) {
        assertThat(reachable.contains(InetAddress.ofLiteral(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.1.2.3", "fd00:1::7"})
    void whatTheOperatorAllows(String address) {
        assertThat(withOffice.contains(InetAddress.ofLiteral(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.2.0.1", "fd00:2::7", "127.0.0.1"})
    void andNoMoreThanThat(String address) {
        assertThat(withOffice.contains(InetAddress.ofLiteral(address))).isFalse();
    }

    /** Java reads 127.0.0.1 from each. */
    @ParameterizedTest
    @ValueSource(strings = {"127.1", "127.0.1", "2130706433"})
    void oddSpellingsOfLoopbackGoNowhere(String host) {
        try {
            assertThat(InetAddress.getAllByName(host)).noneMatch(reachable::contains);
        } catch (UnknownHostException e) {
            assertThat(e).hasMessageContaining(host);
        }
    }
}
