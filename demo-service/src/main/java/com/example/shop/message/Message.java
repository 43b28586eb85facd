package com.example.shop.message;

import java.time.OffsetDateTime;

record Message(long id, String sender, String message, String metadata, OffsetDateTime createdAt) {}
