package dev.switchboard.stomp;

import dev.switchboard.ProblemWriter;
import dev.switchboard.RefusedException;
import dev.switchboard.connection.Handshakes;
import dev.switchboard.identity.SignedInBrowser;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.server.HandshakeInterceptor;

/** Counts handshakes, and keeps of each what CONNECT will need: from where it came, and whose browser sent it. */
@Component
final class HandshakeNotes implements HandshakeInterceptor {

    private static final String ADDRESS = HandshakeNotes.class.getName() + ".address";
    private static final String BROWSER = HandshakeNotes.class.getName() + ".browser";

    private final Handshakes handshakes;
    private final ProblemWriter problems;

    HandshakeNotes(Handshakes handshakes, ProblemWriter problems) {
        this.handshakes = handshakes;
        this.problems = problems;
    }

    /** The IP address that opened a session. */
    static String address(WebSocketSession webSocket) {
        return String.valueOf(webSocket.getAttributes().get(ADDRESS));
    }

    /** The signed-in browser that opened a session, if it was one. */
    static Optional<SignedInBrowser> browser(WebSocketSession webSocket) {
        return Optional.ofNullable((SignedInBrowser) webSocket.getAttributes().get(BROWSER));
    }

    @Override
    public boolean beforeHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            Map<String, Object> attributes)
            throws IOException {
        HttpServletRequest servlet = ((ServletServerHttpRequest) request).getServletRequest();
        String address = servlet.getRemoteAddr();
        try {
            handshakes.require(InetAddress.getByName(address));
        } catch (RefusedException tooMany) {
            refuse(response, tooMany);
            return false;
        }
        attributes.put(ADDRESS, address);
        SignedInBrowser.of(servlet).ifPresent(browser -> attributes.put(BROWSER, browser));
        return true;
    }

    @Override
    public void afterHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            @Nullable Exception exception) {
        // Nothing is left to be done.
    }

    private void refuse(ServerHttpResponse response, RefusedException tooMany) throws IOException {
        problems.write(((ServletServerHttpResponse) response).getServletResponse(), tooMany);
    }
}
