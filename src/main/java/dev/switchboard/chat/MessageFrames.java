package dev.switchboard.chat;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.broker.Accepted;
import dev.switchboard.identity.Speaker;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.stereotype.Controller;

/** What members say over STOMP: {@code SEND} to {@code /app/chat} and below. The receipt follows the stage. */
@Controller
@MessageMapping("/chat")
final class MessageFrames {

    private static final String CLIENT_MESSAGE_ID = "client-msg-id";

    private final Messages messages;
    private final Typing typing;

    MessageFrames(Messages messages, Typing typing) {
        this.messages = messages;
        this.typing = typing;
    }

    @MessageMapping
    CompletionStage<Accepted> say(
            Speaker speaker,
            @Payload Say body,
            @Header(name = CLIENT_MESSAGE_ID, required = false) @Nullable String id) {
        return accepted(messages.say(Wish.parse(speaker, body.room(), id), body.text(), body.replyTo()));
    }

    @MessageMapping("/edit")
    CompletionStage<Accepted> edit(
            Speaker speaker,
            @Payload Edit body,
            @Header(name = CLIENT_MESSAGE_ID, required = false) @Nullable String id) {
        return accepted(messages.edit(Wish.parse(speaker, body.room(), id), body.seq(), body.text()));
    }

    @MessageMapping("/delete")
    CompletionStage<Accepted> delete(
            Speaker speaker,
            @Payload Target body,
            @Header(name = CLIENT_MESSAGE_ID, required = false) @Nullable String id) {
        return accepted(messages.delete(Wish.parse(speaker, body.room(), id), body.seq()));
    }

    @MessageMapping("/restore")
    CompletionStage<Accepted> restore(
            Speaker speaker,
            @Payload Target body,
            @Header(name = CLIENT_MESSAGE_ID, required = false) @Nullable String id) {
        return accepted(messages.restore(Wish.parse(speaker, body.room(), id), body.seq()));
    }

    @MessageMapping("/react")
    CompletionStage<Accepted> react(
            Speaker speaker,
            @Payload React body,
            @Header(name = CLIENT_MESSAGE_ID, required = false) @Nullable String id) {
        if (body.on() == null) {
            throw new RefusedException(Refusal.INVALID, "on is true or false");
        }
        return accepted(messages.react(Wish.parse(speaker, body.room(), id), body.seq(), body.emoji(), body.on()));
    }

    @MessageMapping("/read")
    CompletionStage<Accepted> read(Speaker speaker, @Payload Target body) {
        return accepted(messages.read(Wish.parse(speaker, body.room(), null), body.seq()));
    }

    @MessageMapping("/typing")
    CompletionStage<Accepted> typing(Speaker speaker, @Payload Target body) {
        return typing.hint(Wish.parse(speaker, body.room(), null));
    }

    private static CompletionStage<Accepted> accepted(CompletionStage<Said> said) {
        return said.thenApply(Said::accepted);
    }

    /** A message to be said. */
    record Say(
            @Nullable String room,
            @Nullable String text,
            @Nullable Long replyTo) {}

    /** A message by its sequence, and its new text. */
    record Edit(
            @Nullable String room,
            @Nullable Long seq,
            @Nullable String text) {}

    /** A message by its sequence, or a position. */
    record Target(@Nullable String room, @Nullable Long seq) {}

    /** A message by its sequence, and an emoji to be on it or not. */
    record React(
            @Nullable String room,
            @Nullable Long seq,
            @Nullable String emoji,
            @Nullable Boolean on) {}
}
