package dev.switchboard.stomp;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.broker.Broker;
import dev.switchboard.identity.Credentials;
import dev.switchboard.identity.Guests;
import dev.switchboard.identity.SignedInBrowser;
import dev.switchboard.identity.Speaker;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.simp.SimpMessageType;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.ChannelInterceptor;
import org.springframework.messaging.support.MessageHeaderAccessor;
import org.springframework.stereotype.Component;

/**
 * Finds out on CONNECT who speaks: by a bearer token, by login and passcode, or by the browser's session together with the
 * CSRF token that only our own pages can know. What else a CONNECT says about its user is ignored. One that says nothing is a
 * guest's, where anything is open to guests.
 */
@Component
final class ConnectInterceptor implements ChannelInterceptor {

    private static final Pattern BEARER = Pattern.compile("Bearer +(\\S+)", Pattern.CASE_INSENSITIVE);
    private static final String AUTHORIZATION = "Authorization";
    private static final String CSRF = "X-XSRF-TOKEN";

    private final Credentials credentials;
    private final Guests guests;
    private final Broker broker;

    ConnectInterceptor(Credentials credentials, Guests guests, Broker broker) {
        this.credentials = credentials;
        this.guests = guests;
        this.broker = broker;
    }

    @Override
    public Message<?> preSend(Message<?> message, MessageChannel channel) {
        StompHeaderAccessor accessor = MessageHeaderAccessor.getAccessor(message, StompHeaderAccessor.class);
        if (accessor != null && accessor.getMessageType() == SimpMessageType.CONNECT) {
            accessor.setUser(recognise(message, accessor));
        }
        return message;
    }

    private Speaker recognise(Message<?> message, StompHeaderAccessor accessor) {
        StompSession session = Exchange.of(message).session();
        String address = session.connection().address();
        String authorization = accessor.getFirstNativeHeader(AUTHORIZATION);
        String login = accessor.getLogin();
        String passcode = accessor.getPasscode();
        if (authorization != null) {
            accessor.removeNativeHeader(AUTHORIZATION);
            return credentials.byToken(token(authorization), address);
        }
        if (login != null && passcode != null && !passcode.isEmpty()) {
            return credentials.byLogin(login, passcode, address);
        }
        Optional<SignedInBrowser> browser = HandshakeNotes.browser(session.webSocket());
        if (browser.isEmpty() && login == null && passcode == null && broker.welcomesGuests()) {
            return guests.at(address);
        }
        return browser.orElseThrow(() -> unauthenticated("Sign in, or send a token with CONNECT"))
                .requireSpeaker(accessor.getFirstNativeHeader(CSRF));
    }

    private static String token(String authorization) {
        Matcher matcher = BEARER.matcher(authorization);
        if (!matcher.matches()) {
            throw unauthenticated("Authorization is 'Bearer' and a token");
        }
        return matcher.group(1);
    }

    private static RefusedException unauthenticated(String detail) {
        return new RefusedException(Refusal.UNAUTHENTICATED, detail);
    }
}
