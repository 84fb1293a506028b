// The emoji shortcodes a municipal network is likely to meet, as Unicode. One that is not here stays as it was written.

const TABLE = `
smile 😄|smiley 😃|grinning 😀|slightly_smiling_face 🙂|blush 😊|wink 😉|joy 😂|sweat_smile 😅|thinking_face 🤔|neutral_face 😐
disappointed 😞|cry 😢|heart_eyes 😍|sunglasses 😎|hugging_face 🤗|relieved 😌|raised_hands 🙌|clap 👏|pray 🙏|handshake 🤝
wave 👋|+1 👍|thumbsup 👍|-1 👎|thumbsdown 👎|ok_hand 👌|point_right 👉|point_left 👈|point_up ☝️|point_down 👇|muscle 💪|raised_hand ✋|hand ✋
writing_hand ✍️|eyes 👀|ear 👂|bust_in_silhouette 👤|busts_in_silhouette 👥|child 🧒|children_crossing 🚸|baby 👶|family 👪|girl 👧|boy 👦
speech_balloon 💬|thought_balloon 💭|left_speech_bubble 🗨️|loudspeaker 📢|mega 📣|bell 🔔|no_bell 🔕|mute 🔇|zzz 💤
heart ❤️|blue_heart 💙|green_heart 💚|yellow_heart 💛|star ⭐|star2 🌟|sparkles ✨|tada 🎉|confetti_ball 🎊|balloon 🎈|gift 🎁|cake 🍰|fire 🔥|rocket 🚀
white_check_mark ✅|heavy_check_mark ✔️|ballot_box_with_check ☑️|x ❌|negative_squared_cross_mark ❎|heavy_multiplication_x ✖️|heavy_plus_sign ➕|heavy_minus_sign ➖
question ❓|grey_question ❔|exclamation ❗|heavy_exclamation_mark ❗|grey_exclamation ❕|warning ⚠️|no_entry ⛔|no_entry_sign 🚫|construction 🚧|information_source ℹ️|sos 🆘
red_circle 🔴|large_orange_circle 🟠|large_yellow_circle 🟡|large_green_circle 🟢|large_blue_circle 🔵|large_purple_circle 🟣|white_circle ⚪|black_circle ⚫
large_red_square 🟥|large_orange_square 🟧|large_yellow_square 🟨|large_green_square 🟩|large_blue_square 🟦|white_large_square ⬜|black_large_square ⬛|small_blue_diamond 🔹|small_orange_diamond 🔸
calendar 📆|date 📅|spiral_calendar_pad 🗓️|spiral_calendar 🗓️|clock1 🕐|clock9 🕘|alarm_clock ⏰|stopwatch ⏱️|timer_clock ⏲️|hourglass ⌛|hourglass_flowing_sand ⏳|watch ⌚
memo 📝|pencil 📝|pencil2 ✏️|pen 🖊️|clipboard 📋|notebook 📓|ledger 📒|book 📖|books 📚|bookmark 🔖|page_facing_up 📄|page_with_curl 📃|scroll 📜|newspaper 📰
file_folder 📁|open_file_folder 📂|card_index_dividers 🗂️|paperclip 📎|pushpin 📌|round_pushpin 📍|link 🔗|mag 🔍|mag_right 🔎|lock 🔒|unlock 🔓|key 🔑|label 🏷️
email 📧|envelope ✉️|incoming_envelope 📨|inbox_tray 📥|outbox_tray 📤|mailbox 📫|telephone ☎️|phone ☎️|computer 💻|desktop_computer 🖥️|iphone 📱|video_camera 📹|movie_camera 🎥|camera 📷|globe_with_meridians 🌐|earth_africa 🌍
bar_chart 📊|chart_with_upwards_trend 📈|chart_with_downwards_trend 📉|dart 🎯|bulb 💡|gear ⚙️|wrench 🔧|hammer 🔨|scales ⚖️|balance_scale ⚖️|compass 🧭|jigsaw 🧩|puzzle_piece 🧩
house 🏠|classical_building 🏛️|office 🏢|school 🏫|hotel 🏨|train 🚆|bus 🚌|bike 🚲|car 🚗|coffee ☕|fork_and_knife 🍴|knife_fork_plate 🍽️|bed 🛏️|green_salad 🥗|wheelchair ♿
seedling 🌱|deciduous_tree 🌳|sunflower 🌻|tulip 🌷|four_leaf_clover 🍀|maple_leaf 🍁|fallen_leaf 🍂|snowflake ❄️|sunny ☀️|cloud ☁️|rainbow 🌈|christmas_tree 🎄|flag-se 🇸🇪
arrow_right ➡️|arrow_left ⬅️|arrow_up ⬆️|arrow_down ⬇️|arrows_counterclockwise 🔄|repeat 🔁|leftwards_arrow_with_hook ↩️|twisted_rightwards_arrows 🔀|new 🆕|ok 🆗|up 🆙|top 🔝|soon 🔜|back 🔙
one 1️⃣|two 2️⃣|three 3️⃣|four 4️⃣|five 5️⃣|six 6️⃣|seven 7️⃣|eight 8️⃣|nine 9️⃣|keycap_ten 🔟|zero 0️⃣|robot_face 🤖|crystal_ball 🔮|trophy 🏆|medal 🏅|ticket 🎫|performing_arts 🎭|mortar_board 🎓|microphone 🎤|sweden 🇸🇪
`;

const EMOJI = new Map(TABLE.trim().split(/[|\n]/).map((entry) => entry.trim().split(" ")));

const SHORTCODE = /:([a-z0-9_+-]+):(?::skin-tone-[2-6]:)?/g;

/** The emoji of a shortcode without its colons, or undefined. */
export const emojiOf = (name) => EMOJI.get(name.replace(/::skin-tone-[2-6]$/, ""));

/** Text with every known `:shortcode:` as its emoji. */
export const withEmoji = (text) => text.replace(SHORTCODE, (code, name) => EMOJI.get(name) ?? code);
