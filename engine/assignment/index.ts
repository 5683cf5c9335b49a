export {
  type AddedWhere,
  addSeats,
  answerSeat,
  type Changed,
  delegateSeat,
  removeSeat,
  transferSeat,
} from "./participants.ts";
export { agrees, type Choice, type Quorum, type Refusal, returns, type Seat } from "./seat.ts";
export { arranged, needed, type Tally, tally } from "./tally.ts";
export { type Turn, turnOf } from "./turn.ts";
export { afterPause, afterWorkingDays, type CalendarExceptions, chinaDate, isWorkingDay } from "./working-days.ts";
