package org.confluens.dicom.dimse;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which normalized services a handler brings: those whose method it overrides. */
final class NormalizedServices {
    private static final Map<String, String> BY_METHOD = new LinkedHashMap<>();

    static {
        BY_METHOD.put("create", "N-CREATE");
        BY_METHOD.put("set", "N-SET");
        BY_METHOD.put("get", "N-GET");
        BY_METHOD.put("action", "N-ACTION");
        BY_METHOD.put("eventReport", "N-EVENT-REPORT");
        BY_METHOD.put("delete", "N-DELETE");
    }

    private NormalizedServices() {}

    static List<String> of(NormalizedHandler handler) {
        List<String> services = new ArrayList<>();
        BY_METHOD.forEach((method, service) -> {
            if (overrides(handler, method)) {
                services.add(service);
            }
        });
        return services;
    }

    private static boolean overrides(NormalizedHandler handler, String name) {
        try {
            Method method = handler.getClass().getMethod(name, NormalizedRequest.class);
            return method.getDeclaringClass() != NormalizedHandler.class;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }
}
