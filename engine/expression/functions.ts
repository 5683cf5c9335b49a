/** FEEL's built-in functions that an expression may call; anything else feelin knows is refused. */
export const ALLOWED_FUNCTIONS: ReadonlySet<string> = new Set(
  [
    "number,string,date,date and time,time,duration,years and months duration,now,today,not",
    "substring,string length,upper case,lower case,substring before,substring after,contains,starts with,ends with",
    "string join,list contains,count,min,max,sum,mean,all,any,sublist,append,concatenate,insert before,remove,reverse",
    "index of,union,distinct values,flatten,product,median,stddev,mode,decimal,floor,ceiling,abs,round up,round down",
    "round half up,round half down,modulo,sqrt,log,exp,odd,even,is,before,after,meets,met by,overlaps,overlaps before",
    "overlaps after,finishes,finished by,includes,during,starts,started by,coincides,day of year,day of week",
    "month of year,week of year,get value,get entries,context,context merge,context put,list replace",
  ].flatMap((line) => line.split(",")),
);

/** Built-ins that run a regular expression written by the user: one pattern can hang a process. */
export const REFUSED_FUNCTIONS: ReadonlySet<string> = new Set(["matches", "replace", "split"]);

/** Built-ins that compare every element with every other one. */
export const QUADRATIC_FUNCTIONS: ReadonlySet<string> = new Set(["distinct values", "union", "mode", "list replace"]);

/** Built-ins that read the clock; the caller's `at` answers instead. */
export const CLOCK_FUNCTIONS: ReadonlySet<string> = new Set(["now", "today"]);

/** Built-ins that answer true or false; feelin takes such a call alone in a filter for an index. */
export const BOOLEAN_FUNCTIONS: ReadonlySet<string> = new Set(
  "not,contains,starts with,ends with,list contains,all,any,odd,even,is,before,after,includes,during".split(","),
);
