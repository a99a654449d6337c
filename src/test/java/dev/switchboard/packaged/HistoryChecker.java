package dev.switchboard.packaged;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds what clients were told against what the log says, and lists every promise that is broken (P1, P3, P4, P6: nothing
 * lost, doubled, invented, reordered).
 */
final class HistoryChecker {

    /** A message as the log has it, or as a subscriber saw it. */
    record Entry(long sequence, String id, String clientId, String text) {}

    private final Map<String, String> sent = new HashMap<>();
    private final Map<String, Long> accepted = new HashMap<>();
    private final List<List<Entry>> seen = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();

    /** A client wrote this, whatever became of it. */
    synchronized void sent(String clientId, String text) {
        sent.put(clientId, text);
    }

    /** A client was told that this is stored. */
    synchronized void accepted(String clientId, long sequence) {
        Long earlier = accepted.put(clientId, sequence);
        if (earlier != null && earlier != sequence) {
            violations.add(clientId + " was accepted as " + earlier + " and again as " + sequence);
        }
    }

    /** What one subscription delivered, in the order of delivery. */
    synchronized void seen(List<Entry> delivered) {
        seen.add(List.copyOf(delivered));
    }

    synchronized int acceptedCount() {
        return accepted.size();
    }

    /**
     * Compares with the log.
     *
     * @param log every event of the room in the order of its pages; events that are no messages have an empty client id
     * @return a sentence for each broken promise
     */
    synchronized List<String> check(List<Entry> log) {
        List<String> broken = new ArrayList<>(violations);
        Map<Long, Entry> bySequence = new HashMap<>();
        Map<String, Entry> byClientId = new HashMap<>();
        long expected = 1;
        for (Entry entry : log) {
            if (entry.sequence() != expected) {
                broken.add("The log has " + entry.sequence() + " where " + expected + " was due");
            }
            expected = entry.sequence() + 1;
            bySequence.put(entry.sequence(), entry);
            if (entry.clientId().isEmpty()) {
                continue;
            }
            if (byClientId.put(entry.clientId(), entry) != null) {
                broken.add(entry.clientId() + " is stored twice");
            }
            if (!entry.text().equals(sent.get(entry.clientId()))) {
                broken.add(entry.clientId() + " is stored, but nobody sent this text under it");
            }
        }
        accepted.forEach((clientId, sequence) -> {
            Entry entry = byClientId.get(clientId);
            if (entry == null) {
                broken.add(clientId + " was accepted as " + sequence + " and is lost");
            } else if (entry.sequence() != sequence) {
                broken.add(clientId + " was accepted as " + sequence + " and is stored as " + entry.sequence());
            }
        });
        for (List<Entry> delivered : seen) {
            checkDelivered(delivered, bySequence, broken);
        }
        return broken;
    }

    private static void checkDelivered(List<Entry> delivered, Map<Long, Entry> log, List<String> broken) {
        long last = -1;
        for (Entry entry : delivered) {
            if (last != -1 && entry.sequence() != last + 1) {
                broken.add("A subscriber saw " + entry.sequence() + " after " + last);
            }
            last = entry.sequence();
            Entry stored = log.get(entry.sequence());
            if (stored == null) {
                broken.add("A subscriber saw " + entry.sequence() + ", which the log does not have");
            } else if (!stored.id().equals(entry.id()) || !stored.text().equals(entry.text())) {
                broken.add("A subscriber saw another event as " + entry.sequence() + " than the log has");
            }
        }
    }
}
