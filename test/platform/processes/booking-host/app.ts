import { registerFunctions } from "../../../../platform/codegen/v1.ts";
import { bookingApp } from "../../support/booking.ts";

registerFunctions(bookingApp());
