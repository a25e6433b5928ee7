"""Words for what people do in a day, in plain text: sports, chores, work. Parts of patterns."""

from __future__ import annotations

#: The topics of data/knowledge that are about a sport, and what each is called, as it is done and as it is named. Words
#: that mean much else ("run", "ride", "row") stand with what makes them a sport.
SPORT_WORDS = {
    "swimming": (
        r"swim(?:m?ing|s)?|aqua ?(?:aerobics|fit|jogging)|water (?:aerobics|exercises?)|(?:hydro|pool) exercises?"
        r"|(?:the )?(?:breast|back) ?strokes?|front crawl|in the pool"
    ),
    "cycling": (
        r"cycl(?:e|ing)|(?:(?:mountain|exercise|stationary) )?bik(?:e|es|ing)|bicycl(?:e|es|ing)|spin(?:ning)? class"
        r"|peloton|rid(?:e|ing) (?:(?:my|a|the|an) )?(?:\w+ )?(?:bikes?|bicycles?|cycle)"
    ),
    "running": (
        r"run(?! (?:out|into|down|up|through|over|away|in|low|late|off|a|an|it|my|the|errands|tests?)\b)"
        r"|runn?ing(?! (?:out|into|down|up|through|over|away|in|low|late|off|a|tests?)\b)|(?:a |my )(?:run|jog)"
        r"|jog|jogging|sprint(?:s|ing)?|marathons?|half marathon|park ?run|couch to 5k|treadmill|runners"
    ),
    "yoga_pilates": (
        r"(?:(?:hot|chair|yin|power|bikram|vinyasa|hatha|ashtanga|iyengar) )?yog+a|(?:reformer )?pilates|tai ?chi"
        r"|qi ?gong|chi kung|down(?:ward)? dog"
    ),
    "gym_training": (
        r"(?:the |my )?g[yi]m|weight ?lift(?:ing)?|lift(?:ing)?(?: \w+)? weights?|lift(?:ing)? heavy"
        r"|weight training|strength training"
        r"|(?:use|using|free|train(?:ing)? with|doing|do) weights?|weights(?=\W*$)|power ?lifting"
        r"|body ?building|cross ?fit"
        r"|(?:bench|leg|overhead|shoulder) press(?:es|ing)?|dead ?lift(?:s|ing)?|squat(?:s|ting)?|sit ?ups?|crunches"
        r"|kettle ?bells?|pull ?ups?|work(?:ing)? ?outs?"
    ),
    "golf_tennis": (
        r"golf(?:ing)?|tennis|play(?:ing)? squash|badminton|pickle ?ball|paddle ?ball|padel|(?:ten pin |go )?bowling"
        r"|racke?t sports?|racquet sports?"
    ),
    "ball_sports": (
        r"(?:american )?foot ?ball|foot(?:ie|y)|soccer|basket ?ball|volley ?ball|rugby|hockey|base ?ball|soft ?ball"
        r"|cricket|hand ?ball|lacrosse|netball|contact sports?|team sports?|ball (?:games?|sports?)|martial arts?"
        r"|karate|judo|ju ?jitsu|jiu ?jitsu|bjj|taekwondo|kick ?boxing|boxing|mma|wrestl(?:e|ing)"
    ),
    "skiing_riding": (
        r"ski|skiing|skis|snow ?board(?:ing)?|snow ?shoe(?:ing)?|horse ?(?:back)? ?ridd?ing|equestrian"
        r"|rid(?:e|ing) (?:(?:my|a|the) )?(?:horses?|pony|ponies)|(?:rock |wall )?climbing(?! (?:the |up )?stairs)"
        r"|boulder(?:ing)?|trampolin\w+|(?:ice |roller ?)?skat(?:e|ing)|skate ?board(?:ing)?|surf(?:ing)?|gymnastics"
    ),
    "dancing_hiking": (
        r"danc(?:e|ing)|ballet|zumba|ballroom|salsa|hik(?:e|es|ing)|hill walking|nordic walking|backpacking"
    ),
    "sports": (
        r"(?:do |doing |play |playing |any |my |a )?sports?|row(?=(?: again| with| on)|\W*$)|rowing"
        r"|triathlons?|athletics"
    ),
}
SPORT_TOPICS = frozenset(SPORT_WORDS)
#: Any of these sports.
ANY_SPORT = rf"(?:{'|'.join(SPORT_WORDS.values())})"
SPORTS = rf"(?:(?:(?:play|do|go|hit)(?:ing)?(?: to)? )?{ANY_SPORT}|do(?:ing)? cardio|train(?:ing)?|hitting the gym)"
#: What else people ask about, where a trouble is named.
ACTIVITIES = (
    rf"(?:{SPORTS}|walk(?:ing)?|sex|make love|making love|intimate|lift(?:ing)?|bend(?:ing)?|rid(?:e|ing)|driv(?:e|ing)"
    r"|fly(?:ing)?|travel(?:l?ing)?|garden(?:ing)?|climb(?:ing)?|stairs|exercis(?:e|ing)|cardio|stretch(?:ing)?)"
)
#: What is asked about after an operation, besides these.
CHORES = (
    r"(?:work\w*|job|desk|school|carry\w*|pick(?:ing)? .{0,20}\bup|pick(?:ing)? up|hold(?:ing)?|toddlers?|babys?|babies"
    r"|grand ?kids?|grand ?child\w*|shovel\w*|vacuum\w*|mow\w*|clean\w*|house ?work|chores|laundry|cook\w*|shopping"
    r"|groceries|shower\w*|baths?|bathe|sit|sitting|sleep\w*|on my (?:side|back|stomach|belly)|gym|twist\w*|tie my)"
)
