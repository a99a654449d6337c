package dev.switchboard.chat;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How chat behaves.
 *
 * @param replayLimit events that a subscription may have replayed; with more missing it starts live; at least 1
 * @param undo how long an author may take a deletion back; then the text is erased for ever
 * @param pageLimit items of one page of history or of the log at most; 1 to 1000
 * @param typingInterval one person's hint that they are typing is passed on at most once in this time
 * @param inboxInterval unread counts are told at most once in this time, the newest; nothing to wait for when it is calm
 */
@ConfigurationProperties("switchboard.chat")
record ChatProperties(
        @DefaultValue("10000") int replayLimit,
        @DefaultValue("10s") Duration undo,
        @DefaultValue("200") int pageLimit,
        @DefaultValue("3s") Duration typingInterval,
        @DefaultValue("100ms") Duration inboxInterval) {

    ChatProperties {
        if (replayLimit < 1) {
            throw new IllegalArgumentException("switchboard.chat.replay-limit is at least 1, not " + replayLimit);
        }
        if (pageLimit < 1 || pageLimit > 1000) {
            throw new IllegalArgumentException("switchboard.chat.page-limit is 1 to 1000, not " + pageLimit);
        }
        if (undo.isNegative() || typingInterval.isNegative() || inboxInterval.isNegative()) {
            throw new IllegalArgumentException(
                    "switchboard.chat.undo, typing-interval and inbox-interval are not negative");
        }
    }
}
