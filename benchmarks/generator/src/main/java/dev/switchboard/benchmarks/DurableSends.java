package dev.switchboard.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Messages in rooms, each sender's next one going out when it has the receipt of the last, which comes after the commit.
 * In each room one listens, and checks that all are there.
 */
record DurableSends(String id, int senders, int rooms) implements Scenario {

    private static final int CONNECTS_IN_FLIGHT = 100;

    @Override
    public String title() {
        return String.format(
                "durable sends, %,d %s in %d %s",
                senders, senders == 1 ? "sender" : "senders", rooms, rooms == 1 ? "room" : "rooms");
    }

    @Override
    public boolean suits(Server server) {
        return server == Server.SWITCHBOARD;
    }

    @Override
    public Outcome run(Loop loop, Running server, Pace pace) throws IOException {
        SwitchboardAccount account = server.account().orElseThrow();
        Crowd crowd = new Crowd(loop, server.speaking(link -> new RoomTalk(link, account.token())));
        List<Publisher> publishers = new ArrayList<>();
        for (int room = 0; room < rooms; room++) {
            String name = "room-" + room;
            account.createRoom(name);
            int first = publishers.size();
            int here = senders / rooms;
            for (int count = 0; count < here; count++) {
                publishers.add(new Publisher(first + count, crowd.addSpeaker(), name, 1, Payload.USUAL_SIZE));
            }
            Member unused = crowd.add(name, first, here);
        }
        crowd.connect(CONNECTS_IN_FLIGHT);
        Receipts receipts = new Receipts(loop, crowd, publishers, pace.patience());
        receipts.keepSending();
        loop.pass(pace.warmUp());
        Map<Figure, Double> figures = receipts.measure(pace.measured(), server.processor());
        receipts.fallSilent();
        figures.put(Figure.FLUSH, Flush.median(server.folder()) / 1e6);
        return Outcome.of(figures, crowd.faults());
    }
}
