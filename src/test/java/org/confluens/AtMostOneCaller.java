package org.confluens;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** Holds when at most one class asks the named factories for an instance. */
final class AtMostOneCaller extends ArchCondition<JavaClass> {

    private final Set<String> factories;
    private final Set<String> callers = new TreeSet<>();

    AtMostOneCaller(Set<String> factories) {
        super("be at most one that makes an instance of " + new TreeSet<>(factories));
        this.factories = factories;
    }

    @Override
    public void init(Collection<JavaClass> all) {
        callers.clear();
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        boolean calls = type.getMethodCallsFromSelf().stream()
                .anyMatch(call -> factories.contains(call.getTargetOwner().getName())
                        && Set.of("newInstance", "newDefaultInstance", "newFactory", "newDefaultFactory", "getInstance")
                                .contains(call.getTarget().getName()));
        if (calls) {
            callers.add(type.getName());
        }
    }

    @Override
    public void finish(ConditionEvents events) {
        if (callers.size() > 1) {
            events.add(SimpleConditionEvent.violated(callers, "more than one class makes them: " + callers));
        }
    }
}
