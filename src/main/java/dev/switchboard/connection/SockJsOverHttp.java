package dev.switchboard.connection;

/** What our transport must know of a SockJS session over HTTP, and Spring's does not tell. */
interface SockJsOverHttp {

    SockJsRequests requests();

    /** Whether there is a request to write to. */
    boolean hasRequest();

    /** Whether nothing that was sent waits in it for a request. */
    boolean holdsNothing();

    /** Ends the present request, so that a living client comes with the next. May block while something is written. */
    void endRequest();
}
