package com.example.shop.event;

import java.util.Map;
import java.util.UUID;

record Event(UUID id, String type, String source, String priority, Map<String, Object> payload) {}
