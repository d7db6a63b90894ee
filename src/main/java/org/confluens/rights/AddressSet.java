package org.confluens.rights;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.confluens.dicom.dimse.AddressBlock;

/** How many addresses of the public Internet a list of networks covers together, however it is divided. */
final class AddressSet {

    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;

    /** Not routed on the Internet: RFC 1918, 6598, 3927, 1122. */
    private static final List<Range> PRIVATE_IPV4 =
            ranges("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16", "127.0.0.0/8");

    /** RFC 4193, 4291. */
    private static final List<Range> PRIVATE_IPV6 = ranges("fc00::/7", "fe80::/10", "::1/128");

    /** Each of its addresses stands for one of IPv4 (RFC 6052 section 2.1). */
    private static final Range NAT64 = Range.of(AddressBlock.network("64:ff9b::/96"));

    /**
     * A site's own translators stand here, each of whose addresses is one of IPv4 in a place that the prefix length tells
     * (RFC 8215): a single one is counted as one, and more as what they may come to.
     */
    private static final Range LOCAL_NAT64 = Range.of(AddressBlock.network("64:ff9b:1::/48"));

    private AddressSet() {}

    private record Range(BigInteger first, BigInteger last) {
        static Range of(AddressBlock block) {
            return new Range(block.first(), block.last());
        }

        BigInteger size() {
            return last.subtract(first).add(BigInteger.ONE).max(BigInteger.ZERO);
        }

        /** Of size zero where they have nothing in common. */
        Range common(Range other) {
            return new Range(first.max(other.first), last.min(other.last));
        }

        Range less(BigInteger offset) {
            return new Range(first.subtract(offset), last.subtract(offset));
        }
    }

    /** Public IPv4 addresses among these, those that an IPv6 network stands for included. */
    static BigInteger publicIpv4(List<AddressBlock> blocks) {
        Stream<Range> translated = of(blocks, IPV6_BYTES)
                .map(range -> range.common(NAT64))
                .filter(range -> range.size().signum() > 0)
                .map(range -> range.less(NAT64.first()));
        Stream<Range> local = of(blocks, IPV6_BYTES).map(range -> range.common(LOCAL_NAT64));
        return size(Stream.concat(of(blocks, IPV4_BYTES), translated), PRIVATE_IPV4)
                .add(size(local.filter(range -> range.size().signum() > 0), List.of()));
    }

    /** Public IPv6 addresses among these. */
    static BigInteger publicIpv6(List<AddressBlock> blocks) {
        return size(of(blocks, IPV6_BYTES), PRIVATE_IPV6);
    }

    private static Stream<Range> of(List<AddressBlock> blocks, int addressBytes) {
        return blocks.stream()
                .filter(block -> block.addressBytes() == addressBytes)
                .map(Range::of);
    }

    private static BigInteger size(Stream<Range> ranges, List<Range> except) {
        BigInteger size = BigInteger.ZERO;
        for (Range range : union(ranges)) {
            size = size.add(range.size());
            for (Range left : except) {
                size = size.subtract(range.common(left).size());
            }
        }
        return size;
    }

    private static List<Range> union(Stream<Range> ranges) {
        List<Range> union = new ArrayList<>();
        ranges.sorted(Comparator.comparing(Range::first)).forEach(range -> {
            int end = union.size() - 1;
            if (end >= 0 && range.first().compareTo(union.get(end).last()) <= 0) {
                Range before = union.get(end);
                union.set(end, new Range(before.first(), before.last().max(range.last())));
            } else {
                union.add(range);
            }
        });
        return union;
    }

    private static List<Range> ranges(String... networks) {
        return Stream.of(networks).map(AddressBlock::network).map(Range::of).toList();
    }
}
