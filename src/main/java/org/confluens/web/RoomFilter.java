package org.confluens.web;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.util.Set;
import org.confluens.platform.disk.Room;

/**
 * Lets nothing be changed while the disk of the data folder has less room than is to be left free: 507 (RFC 4918 section
 * 11.5). Reading and deleting go on, and so do the methods marked {@link NeedsNoRoom}. Each answer says that there is no room,
 * for the pages to show it.
 */
@Provider
@Priority(Priorities.AUTHORIZATION + 1)
public class RoomFilter implements ContainerRequestFilter, ContainerResponseFilter {

    /** The header of an answer, {@code none} when there is no room; it is not there when there is. */
    static final String HEADER = "Confluens-Room";

    private static final Set<String> GOES_ON =
            Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS, HttpMethod.DELETE);

    @Inject
    private Room room;

    @Context
    private ResourceInfo resource;

    /** For the container. */
    public RoomFilter() {}

    RoomFilter(Room room, ResourceInfo resource) {
        this.room = room;
        this.resource = resource;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        Method method = resource.getResourceMethod();
        boolean exempt = method != null && method.isAnnotationPresent(NeedsNoRoom.class);
        if (!GOES_ON.contains(request.getMethod()) && !exempt && !room.isLeft()) {
            request.abortWith(Problem.of(
                            507,
                            "no-room",
                            "There is not enough room on the disk",
                            "Nothing was changed. Reading goes on; whoever runs the service has to make room on its disk.")
                    .toResponse());
        }
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (!room.isLeft()) {
            response.getHeaders().putSingle(HEADER, "none");
        }
    }
}
