package dev.switchboard.stomp;

import jakarta.servlet.ServletContext;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.SyncTaskExecutor;
import org.springframework.messaging.converter.ByteArrayMessageConverter;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.converter.StringMessageConverter;
import org.springframework.messaging.handler.invocation.HandlerMethodReturnValueHandler;
import org.springframework.messaging.simp.SimpMessagingTemplate;
import org.springframework.messaging.simp.annotation.support.SimpAnnotationMethodMessageHandler;
import org.springframework.messaging.simp.broker.AbstractBrokerMessageHandler;
import org.springframework.messaging.simp.config.ChannelRegistration;
import org.springframework.messaging.simp.config.MessageBrokerRegistry;
import org.springframework.messaging.simp.user.UserDestinationMessageHandler;
import org.springframework.messaging.simp.user.UserDestinationResolver;
import org.springframework.messaging.support.AbstractSubscribableChannel;
import org.springframework.messaging.support.ExecutorSubscribableChannel;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.web.context.ServletContextAware;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.config.annotation.DelegatingWebSocketMessageBrokerConfiguration;
import tools.jackson.databind.json.JsonMapper;

/**
 * Spring's messaging over WebSocket, with our own parts where frames come in and where they meet the broker. It stands in place
 * of {@code @EnableWebSocketMessageBroker}: other configurers apply as usual, but what they say of endpoints and brokers.
 *
 * <p>Frames are taken in the thread that read them: Spring's executors would lose their order and their refusals.
 */
@Configuration(proxyBeanMethods = false)
class StompConfiguration extends DelegatingWebSocketMessageBrokerConfiguration implements ServletContextAware {

    private static final String APPLICATION = "/app";

    private final ConnectInterceptor connect;
    private final Conversation conversation;
    private final Endpoint endpoint;
    private final JsonMapper json;
    private @Nullable ServletContext servletContext;

    StompConfiguration(ConnectInterceptor connect, Conversation conversation, Endpoint endpoint, JsonMapper json) {
        this.connect = connect;
        this.conversation = conversation;
        this.endpoint = endpoint;
        this.json = json;
    }

    @Override
    public void setServletContext(ServletContext servletContext) {
        this.servletContext = servletContext;
    }

    @Override
    protected void configureClientInboundChannel(ChannelRegistration registration) {
        super.configureClientInboundChannel(registration);
        registration.executor(new SyncTaskExecutor());
        registration.interceptors(connect, new FrameInterceptor());
    }

    @Override
    protected void configureClientOutboundChannel(ChannelRegistration registration) {
        super.configureClientOutboundChannel(registration);
        registration.executor(new SyncTaskExecutor());
    }

    @Override
    protected void configureMessageBroker(MessageBrokerRegistry registry) {
        registry.setApplicationDestinationPrefixes(APPLICATION);
    }

    @Override
    protected boolean configureMessageConverters(List<MessageConverter> converters) {
        converters.add(new ByteArrayMessageConverter());
        converters.add(new StringMessageConverter());
        converters.add(new JsonBodies(json));
        return false;
    }

    @Override
    protected void addReturnValueHandlers(List<HandlerMethodReturnValueHandler> handlers) {
        handlers.add(new AcceptedReceipts());
    }

    @Override
    protected SimpAnnotationMethodMessageHandler createAnnotationMethodMessageHandler(
            AbstractSubscribableChannel inbound, AbstractSubscribableChannel outbound, SimpMessagingTemplate template) {
        StompControllers controllers = new StompControllers(inbound, outbound, template);
        controllers.setPhase(getPhase());
        return controllers;
    }

    @Bean
    @Override
    public WebSocketHandler subProtocolWebSocketHandler(
            AbstractSubscribableChannel clientInboundChannel, AbstractSubscribableChannel clientOutboundChannel) {
        return endpoint.handler(clientInboundChannel, clientOutboundChannel);
    }

    @Bean
    @Override
    public HandlerMapping stompWebSocketHandlerMapping(
            WebSocketHandler subProtocolWebSocketHandler,
            TaskScheduler messageBrokerTaskScheduler,
            AbstractSubscribableChannel clientInboundChannel) {
        if (servletContext == null) {
            throw new IllegalStateException("WebSockets need a servlet container");
        }
        return endpoint.mapping(
                decorateWebSocketHandler(subProtocolWebSocketHandler), messageBrokerTaskScheduler, servletContext);
    }

    @Bean
    @Override
    public AbstractBrokerMessageHandler simpleBrokerMessageHandler(
            AbstractSubscribableChannel clientInboundChannel,
            AbstractSubscribableChannel clientOutboundChannel,
            AbstractSubscribableChannel brokerChannel,
            UserDestinationResolver userDestinationResolver) {
        return new BrokerDoor(
                new BrokerDoor.Channels(clientInboundChannel, clientOutboundChannel, brokerChannel), conversation);
    }

    /** Listens to nobody: what is a user's own is our broker's business. */
    @Bean
    @Override
    public UserDestinationMessageHandler userDestinationMessageHandler(
            AbstractSubscribableChannel clientInboundChannel,
            AbstractSubscribableChannel clientOutboundChannel,
            AbstractSubscribableChannel brokerChannel,
            UserDestinationResolver userDestinationResolver) {
        ExecutorSubscribableChannel silence = new ExecutorSubscribableChannel();
        return new UserDestinationMessageHandler(silence, silence, userDestinationResolver);
    }
}
