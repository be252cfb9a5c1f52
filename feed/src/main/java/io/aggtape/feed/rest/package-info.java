/** The exchange's REST as a client sees it: pages of trades by id, the weight budget, and what each refusal means. */
package io.aggtape.feed.rest;
