package dev.switchboard;

import java.time.Duration;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** What holds before a request reaches Spring. */
@Component
final class ContainerRules implements WebServerFactoryCustomizer<JettyServletWebServerFactory> {

    /** From the first byte of a request, or from a new connection, until its headers are complete. */
    private static final Duration HEADERS_WITHIN = Duration.ofSeconds(8);

    @Override
    public void customize(JettyServletWebServerFactory factory) {
        factory.addServerCustomizers(ContainerRules::customize);
    }

    private static void customize(Server server) {
        server.setErrorHandler(new BareErrors());
        for (Connector connector : server.getConnectors()) {
            if (connector instanceof AbstractConnector socket) {
                socket.addBean(new HeaderDeadline(socket, HEADERS_WITHIN));
            }
        }
    }
}
