package io.selfhealing.agent.spool;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A set of numbers that mostly follow upon each other: a bit each. */
final class Sequences {
    private static final int BLOCK = 1 << 12;

    private final TreeMap<Long, BitSet> blocks = new TreeMap<>();

    /** From the first to the last, both of them in it. */
    record Span(long first, long last) {}

    void add(long number) {
        blocks.computeIfAbsent(block(number), block -> new BitSet()).set(bit(number));
    }

    /** Whether it was there. */
    boolean remove(long number) {
        BitSet bits = blocks.get(block(number));
        if (bits == null || !bits.get(bit(number))) {
            return false;
        }
        bits.clear(bit(number));
        if (bits.isEmpty()) {
            blocks.remove(block(number));
        }
        return true;
    }

    /** Takes out all between these two, which stay if they are in it. */
    long removeBetween(long before, long after) {
        List<Long> between = new ArrayList<>();
        for (Span span : spans()) {
            for (long n = Math.max(span.first(), before + 1); n <= span.last() && n < after; n++) {
                between.add(n);
            }
        }
        between.forEach(this::remove);
        return between.size();
    }

    void addAll(Sequences others) {
        for (Map.Entry<Long, BitSet> block : others.blocks.entrySet()) {
            blocks.computeIfAbsent(block.getKey(), key -> new BitSet()).or(block.getValue());
        }
    }

    void removeAll(Sequences others) {
        for (Map.Entry<Long, BitSet> block : others.blocks.entrySet()) {
            BitSet bits = blocks.get(block.getKey());
            if (bits != null) {
                bits.andNot(block.getValue());
                if (bits.isEmpty()) {
                    blocks.remove(block.getKey());
                }
            }
        }
    }

    boolean contains(long number) {
        BitSet bits = blocks.get(block(number));
        return bits != null && bits.get(bit(number));
    }

    boolean isEmpty() {
        return blocks.isEmpty();
    }

    long size() {
        return blocks.values().stream().mapToLong(BitSet::cardinality).sum();
    }

    /** In order; neighbours of two blocks are two spans. */
    List<Span> spans() {
        List<Span> spans = new ArrayList<>();
        for (Map.Entry<Long, BitSet> block : blocks.entrySet()) {
            long base = block.getKey() * BLOCK;
            BitSet bits = block.getValue();
            for (int from = bits.nextSetBit(0); from >= 0; ) {
                int to = bits.nextClearBit(from);
                spans.add(new Span(base + from, base + to - 1));
                from = bits.nextSetBit(to);
            }
        }
        return spans;
    }

    private static long block(long number) {
        return Math.floorDiv(number, (long) BLOCK);
    }

    private static int bit(long number) {
        return Math.floorMod(number, BLOCK);
    }
}
