package dev.switchboard.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Rooms in which messages go to all.
 *
 * @param members who listen in each room
 * @param speaking who publishes
 * @param underWay so many messages of each publisher at a time; the next one goes out when all have heard one
 * @param interval if not zero, each publisher publishes at this interval instead, once the server is warm
 */
record FanOut(String id, String title, int rooms, int members, Speaking speaking, int underWay, Duration interval)
        implements Scenario {

    private static final int CONNECTS_IN_FLIGHT = 100;

    /** Who publishes in a room. */
    enum Speaking {
        /** One who does not listen. */
        ONE_FROM_OUTSIDE,
        /** All who listen. */
        EVERYBODY
    }

    @Override
    public Outcome run(Loop loop, Running server, Pace pace) throws IOException {
        Crowd crowd = new Crowd(loop, server);
        List<Publisher> publishers = gather(crowd);
        Conversation conversation = new Conversation(loop, crowd, publishers, pace.patience());
        crowd.connect(CONNECTS_IN_FLIGHT);
        crowd.untilAllHear(firstOfEachRoom(publishers));
        conversation.keepUnderWay(underWay);
        loop.pass(pace.warmUp());
        if (!interval.isZero()) {
            conversation.fallSilent();
            conversation.publishEach(interval);
        }
        Map<Figure, Double> figures = conversation.measure(pace.measured(), server.processor());
        conversation.fallSilent();
        conversation.countMissing();
        return Outcome.of(figures, crowd.faults());
    }

    private List<Publisher> gather(Crowd crowd) {
        List<Publisher> publishers = new ArrayList<>();
        boolean everybody = speaking == Speaking.EVERYBODY;
        for (int room = 0; room < rooms; room++) {
            String name = "room-" + room;
            int first = publishers.size();
            if (!everybody) {
                publishers.add(publisher(first, crowd.addSpeaker(), name));
            }
            for (int count = 0; count < members; count++) {
                Member member = crowd.add(name, first, everybody ? members : 1);
                if (everybody) {
                    publishers.add(publisher(publishers.size(), member, name));
                }
            }
        }
        return publishers;
    }

    private Publisher publisher(int number, Member member, String room) {
        return new Publisher(number, member, room, members, Payload.USUAL_SIZE);
    }

    private List<Publisher> firstOfEachRoom(List<Publisher> publishers) {
        List<Publisher> first = new ArrayList<>();
        for (int index = 0; index < publishers.size(); index += publishers.size() / rooms) {
            first.add(publishers.get(index));
        }
        return first;
    }
}
