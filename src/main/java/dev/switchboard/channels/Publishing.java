package dev.switchboard.channels;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.broker.DeliveryClass;
import dev.switchboard.identity.Speaker;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.springframework.stereotype.Component;

/** The way of every publication, over REST or STOMP: who may, how much, and then as the namespace's class has it. Thread-safe. */
@Component
final class Publishing {

    private final ChannelRights rights;
    private final PublishLimit limit;
    private final LiveChannels live;
    private final ChannelLogs logs;

    Publishing(ChannelRights rights, PublishLimit limit, LiveChannels live, ChannelLogs logs) {
        this.rights = rights;
        this.limit = limit;
        this.live = live;
        this.logs = logs;
    }

    /**
     * Publishes on channels of one namespace: all of it or nothing.
     *
     * @param wishes at least one
     * @return completes once it is published and, in a log, committed; fails with {@link RefusedException}: FORBIDDEN,
     *     TOO_LARGE, TOO_MANY, or CONFLICT for a client's id used before for something else
     */
    CompletionStage<List<Published>> publish(Speaker speaker, List<Wish> wishes) {
        try {
            Namespace namespace = wishes.getFirst().channel().namespace();
            rights.requirePublisher(namespace, speaker);
            wishes.forEach(wish -> requireSize(namespace, wish.content()));
            limit.require(speaker.user(), wishes.size());
            return namespace.delivery() == DeliveryClass.LOG
                    ? logs.append(speaker.user(), wishes)
                    : CompletableFuture.completedStage(live.publish(speaker.user(), wishes));
        } catch (RefusedException refused) {
            return CompletableFuture.failedStage(refused);
        }
    }

    private static void requireSize(Namespace namespace, Content content) {
        long most = namespace.payloadLimit().toBytes();
        if (content.bytes().length > most) {
            throw new RefusedException(Refusal.TOO_LARGE, "At most " + most + " bytes in one publication here");
        }
    }
}
