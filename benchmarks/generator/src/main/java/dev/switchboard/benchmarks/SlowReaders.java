package dev.switchboard.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Whether those who have stopped to read harm the others: the same load once without them and once with them. */
record SlowReaders(String id) implements Scenario {

    private static final int SUBSCRIBERS = 500;
    private static final int STUCK = 5;
    private static final int SIZE = 16 * 1024;
    private static final Duration INTERVAL = Duration.ofMillis(40);
    private static final Duration TIME = Duration.ofSeconds(16);
    private static final Duration IN_TIME = Duration.ofSeconds(1);
    /** Longer than a write may take: whoever is hung up on is so by then, without having read. */
    private static final Duration HUNG_UP_WITHIN = Duration.ofSeconds(15);

    private static final Duration NOTICED_WITHIN = Duration.ofSeconds(5);
    private static final String ROOM = "room";

    @Override
    public String title() {
        return "500 subscribers, 5 of them stop to read, 16 KB messages at 25/s for 16 s";
    }

    @Override
    public Outcome run(Loop loop, Running server, Pace pace) throws IOException {
        Crowd crowd = new Crowd(loop, server);
        Publisher publisher = new Publisher(0, crowd.addSpeaker(), ROOM, SUBSCRIBERS, SIZE);
        for (int count = 0; count < SUBSCRIBERS; count++) {
            Member unused = crowd.add(ROOM, 0, 1);
        }
        Conversation conversation = new Conversation(loop, crowd, List.of(publisher), pace.patience());
        crowd.connect(100);
        crowd.untilAllHear(List.of(publisher));
        conversation.keepUnderWay(1);
        loop.pass(pace.warmUp());
        conversation.fallSilent();

        conversation.publishEach(INTERVAL);
        Map<Figure, Double> without = conversation.measure(TIME, server.processor());
        List<Member> stuck = crowd.members().subList(1, 1 + STUCK);
        stuck.forEach(Member::freeze);
        publisher.expects(SUBSCRIBERS - STUCK);
        int before = publisher.published();
        conversation.publishEach(INTERVAL);
        Map<Figure, Double> figures = conversation.measure(TIME, server.processor());
        conversation.countMissing();

        double due = (publisher.published() - before) * (double) (SUBSCRIBERS - STUCK);
        figures.put(Figure.IN_TIME, 100 * conversation.latencies().within(IN_TIME.toNanos()) / due);
        figures.put(Figure.P99_ALONE, without.get(Figure.P99));
        figures.put(Figure.MEMORY, server.processor().mostResident() / 1e6);
        loop.pass(HUNG_UP_WITHIN);
        stuck.forEach(Member::thaw);
        boolean unused = loop.until(
                NOTICED_WITHIN,
                () -> stuck.stream().noneMatch(member -> member.link().isOpen()));
        figures.put(Figure.STUCK_CLOSED, (double)
                stuck.stream().filter(member -> !member.link().isOpen()).count());
        return Outcome.of(figures, crowd.faults());
    }
}
