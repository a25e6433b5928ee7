"""What people write to the channel itself, or to the assistant in words that look like it; all of it invented."""

from __future__ import annotations


def _lines(text: str) -> list[str]:
    return [line for line in text.strip().splitlines() if line]


STOP_ALWAYS = _lines("""
unsubscribe
Unsubscribe
UNSUBSCRIBE!
unsubscribe please
please unsubscribe me
unsubscribe me now
Unsubcribe
unsuscribe
unsub
stopall
STOPALL
stop all
opt out
Opt out.
optout
OPTOUT
opt-out
opt me out
I want to opt out
i'd like to unsubscribe
I would like to opt out please
how do I unsubscribe?
how can i opt out
can i unsubscribe
Stop texting me
stop texting me!!!
please stop texting me
STOP MESSAGING ME
stop messaging me please
stop writing to me
stop writing me
stop contacting me
stop sending me messages
stop sending messages
stop sending me texts
stop sending me any more messages
stop the messages
stop these texts
stop all messages
stop all these messages
stop messages
stop texts
stop spamming me
Hello, please stop texting me
no more messages
No more messages please
no more texts
send no more messages
take me off your list
please take me off your list
remove me from your list
remove me from this mailing list
/stop
/STOP
/stop@HarborBackBot
/unsubscribe
/optout
""")

STOP_OUTSIDE_A_FORM = _lines("""
stop
Stop
STOP
Stop.
stop!
STOP!!
STOP!!!!!
"stop"
'STOP'
*STOP*
stop 🛑
  stop
stopp
STOPP
sotp
stpo
stoppp
ＳＴＯＰ
stop stop stop
STOP STOP
please stop
stop please
Stop, please.
ok stop
just stop
stop now
stop immediately
pls stop
don't text me
dont message me
do not contact me again
never text me again
don't write to me anymore
remove me
""")

START = _lines("""
start
START
Start!
start.
strat
"start"
/start
/start@HarborBackBot
unstop
UNSTOP
Unstop.
""")

HELP = _lines("""
help
HELP
Help
help.
HELP!
help?
"help"
hlep
/help
/HELP
/help@HarborBackBot
/info
""")

DELETE_ALWAYS = _lines("""
delete my data
Delete my data
DELETE MY DATA
"delete my data"
delete my data.
delete my data!!
delete my data please
please delete my data
pls delete my data
pls delete all my data
plz delete all of my data now
delet my data
delte my data
dlete my data
delete my dat
delete all my data
delete my personal data
delete my health data
delete my data and messages
delete my information
delete my info
delete all my information
delete my details
delete my contact details
delete my messages
delete my mesages
delete all my messages
delete my chat
delete this chat
delete this conversation
delete the whole conversation
delete the chat history
delete chat
delete my account
delete my records
delete my record
delete everything
Delete everything!
delete everything about me
delete everything you know about me
delete everything you have on me
delete everything you have about me
delete everything i wrote
delete everything I told you
delete everything i typed
delete all my data from your system
delete me
delete me from your system
delete data
delete all data
delete all the data you have about me
delete the data you have on me
delete whatever you know about me
erase my data
erase everything about me
erase all my messages
erase this conversation
erase all my answers
erase everything
remove my data
remove my information
remove all my personal information
remove everything you have on me
remove me from your database
wipe my data
wipe everything
destroy my data
clear my chat history
clear the chat
get rid of my messages
get rid of everything you have about me
forget me
please forget me
Forget everything about me
forget everything you know about me
forget all about me
i want to delete my data
I want you to delete my data
i want you to delete all my data please
i'd like you to delete my messages
I would like to delete my account
i need you to erase my data
can you delete my data
can you please delete my data
can u delete everything i typed
could you delete this chat
can I delete this conversation?
Will you delete my data?
how do i delete my data
How can I delete this chat?
how do I erase my messages
is it possible to delete my data
you must delete my data
hello please delete my data
hi, can you delete my data?
i want my data deleted
I want everything deleted
i want my messages erased
i would like my record removed
can i get my data deleted
can i have my answers removed
how do i get my details removed
my right to be forgotten
data deletion
data deletion request
GDPR deletion request
/delete
/deletemydata
/delete_my_data
/forgetme
""")

DELETE_OUTSIDE_A_FORM = _lines("""
delete
DELETE
Delete.
delte
delete it
delete this
delete that
delete all
delete it all
please delete this
can you delete this
""")

CONFIRM = _lines("""
DELETE
delete
Delete.
DELETE!
"DELETE"
'delete'
delete please
please delete
dlete
delet
delte
delete it
delete it all
delete all
delete everything
delete them
yes
Yes
yes please
yep
y
yes delete
yes, delete it
Yes delete everything
yes, delete my data
yeah do it
do it
go ahead
yes go ahead and delete it
confirm
I confirm
i am sure
yes i'm sure
delete my data
pls delete all my data
forget me
erase it
/delete
""")

KEEP = _lines("""
no
No.
NO!
nope
no thanks
no thank you
cancel
Cancel please
wait
no wait
never mind
nvm
don't
don't delete it
do not delete my data
no don't delete anything
dont delete
keep it
keep everything
keep my data
leave it
not now
i changed my mind
""")

NEITHER = _lines("""
it won't stop hurting
it doesn't stop
the pain does not stop
should I stop running?
should i stop
can i stop taking ibuprofen
when can I stop the exercises
stop smoking
stop the pain
stop hurting
stop it
stop this
stop that
stop asking me questions
stop asking
stop the questions
stop the form
can we stop
can we stop this
lets stop here
I want to stop
non stop
nonstop
it stopped
it stops when I sit
how do I stop the pain
how do i stop a spasm
make it stop
please make it stop
make this stop
i cant stop crying
stop pain medication
stop physical therapy
stop massages
no more massages
no more pain
no more questions
no more
bus stop
stop lying to me
stop repeating yourself
leave me alone
i want it all to stop
my leg stopped working
help me
Help me!
help me please
please help
please help me
pls help
help please
can you help
can you help me
help my back hurts
help with my back
HELP my legs are numb
help I fell
help! my back
help help
need help
i need help
what helps
does heat help
would surgery help
how can you help me
self help
help with insurance
start over
restart
start again
let's start
when did it start
it started last week
where do i start
how do I start exercising
start exercises
start with stretching
i want to start
i want to start again
info about surgery
information
information please
more info
informations about a herniated disc
info on sciatica
end of the day it hurts
the end
end this
week end
at the end of my spine
tail end
quit smoking
i quit
should i quit my job
quit this
cancel that
cancel my appointment
how do i cancel an appointment
cancel everything
i want to cancel
revoke my consent for surgery
do you delete my data
when do you delete my data
are chats deleted
will my messages be deleted
are my messages deleted after a while
how long do you keep my data
what is my data used for
my data
data
data protection
privacy
don't keep my data
dont share my data
please don't delete my data
do not delete my data
did you delete my data
who deleted my data
i deleted the app
can they delete a disc
remove my disc
remove the disc
remove a bulging disc
can they remove bone spurs
get rid of my pain
get rid of the pain
how do i get rid of sciatica
how do I get rid of back pain
get rid of it
get rid of this
clear the disc
clear my schedule
wipe out
is it hard to wipe
I can't wipe myself
erase the pain
erase it from my mind
destroy the nerve
forget it
forget this
forget that
forget about it
forget it all
never mind
i forget things
i forget to do my exercises
don't forget me
they forget about me
forgot my exercises
delete this and start over
delete the last answer
delete my phone number
remove my phone number from your system
withdraw my request
i don't want my data stored
i don't want to be here anymore
i want to disappear
i want to be gone
i want to be erased
nobody would miss me
i want to end it
end it all
i want to end my life
i want it to end
yes
no
Yes please
ok
sure
thanks
thank you
hi
hello
what
?
!!!
...
👍
👎
🛑
my back hurts
does walking help
what is spinal stenosis
call me
contact me
text me
please text me
text me instead
don't call me
call, don't text
message me tomorrow
write to me
don't write that down
i was told not to stop
how many should i do before i stop
the doctor said stop
he told me: stop
STOP signs make me brake hard
i can't unsubscribe from pain
opt out of surgery
can i opt out of surgery
should I opt out of the injection
i opted out
subscribe
unsubscribe from the gym
list of exercises
remove me from the waiting list
take me off the waiting list for surgery
/restart
/restart now
/session_start
/request_contact
/deny{"x": 1}
/
stop / start pain
start stop start
stopover
stopping
helping
helper
helpful
starting
delete_all_users
""")  # fmt: skip

YES = _lines("""
yes
Yes
YES
yes.
Yes!
y
yeah
yep
yup
Yes, go on
yes go on
yes please
yes thanks
yes, that's fine
yes it is
ok
OK.
okay
k
sure
of course
fine
fine with me
that's ok
it's ok
it is fine with me
agree
I agree
i accept
i consent
go ahead
go on
continue
sounds good
no problem
No problem, go ahead
why not
i don't mind
👍
✅
yes 👍
Yes, my back hurts
yes my back hurts
Yes. My back hurts since Monday.
ok, what is sciatica?
""")

NO = _lines("""
no
No
NO
No.
no!
n
N.
nope
nah
no thanks
no thank you
No, thanks
no way
never
not ok
not really
i decline
i do not agree
I don't agree
i don't consent
i don't want that
rather not
i'd rather not
better not
cancel
never mind
👎
❌
no, call me instead
No. I don't like that.
no thx
do not keep it
don't read it
""")

NO_ANSWER = _lines("""
my back hurts
no pain in my legs
no my back hurts
no idea
not sure
never had this before
I don't have insurance, what does it cost
i have no feeling in my leg
sure hope you can help
ok so my back hurts
maybe
yes no
yes and no
yes but who reads it
yes, but who reads it?
yes, if you delete it after
no but i need help
who reads it?
why?
what do you keep
is it safe
it depends
can you help me
none of the exercises work
nothing helps
not much better
okayish
yesterday it began
nobody helps me
""")
