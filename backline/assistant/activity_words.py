"""Words for what people do in a day, in plain text: sports, chores, work. Parts of patterns."""

from __future__ import annotations

SPORTS = (
    r"(?:run|running|jog|jogging|swim|swimming|cycle|cycling|golf|golfing|hike|hiking|dance|dancing|ski|skiing|row|rowing"
    r"|work(?:ing)? ?out|lift(?:ing)? weights?|weight ?lift(?:ing)?|play(?:ing)? (?:tennis|golf|football|soccer"
    r"|basketball|sports?)|do(?:ing)? (?:sports?|cardio)|(?:go(?:ing)? to|hit) the gym|train(?:ing)?)"
)
#: What else people ask about, where a trouble is named.
ACTIVITIES = (
    rf"(?:{SPORTS}|walk(?:ing)?|sex|make love|making love|intimate|lift(?:ing)?|bend(?:ing)?|rid(?:e|ing)|bik(?:e|ing)"
    r"|driv(?:e|ing)|fly(?:ing)?|travel(?:l?ing)?|garden(?:ing)?|squat(?:s|ting)?|dead ?lifts?|sit ?ups?|crunches|yoga"
    r"|pilates|tennis|football|soccer|basketball|sports?|horse(?:back)? riding|trampolin\w+|bowling|climb(?:ing)?"
    r"|stairs|exercis(?:e|ing)|cardio|stretch(?:ing)?)"
)
#: What is asked about after an operation, besides these.
CHORES = (
    r"(?:work\w*|job|desk|school|carry\w*|pick(?:ing)? .{0,20}\bup|pick(?:ing)? up|hold(?:ing)?|toddlers?|babys?|babies"
    r"|grand ?kids?|grand ?child\w*|shovel\w*|vacuum\w*|mow\w*|clean\w*|house ?work|chores|laundry|cook\w*|shopping"
    r"|groceries|shower\w*|baths?|bathe|sit|sitting|sleep\w*|on my (?:side|back|stomach|belly)|gym|twist\w*|tie my)"
)
