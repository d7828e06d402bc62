/** @module Rules before the model: is somebody in danger now, was there an accident, did somebody die. */

import { distance } from 'fastest-levenshtein'

// Signs of danger to life: enough alone, unless the message tells of the past, asks in general or means something else.
const ACUTE =
  /\b(pingsan|tidak sadar(?:kan diri)?|hilang kesadaran|koma|kejang|sekarat|kritis|tidak (?:bisa )?(?:na[pf]as|bern?a[pf]as)|susah na[pf]as|sulit na[pf]as|sesak(?: na[pf]as)?|sesek|na[pf]as(?:nya)? (?:berhenti|hilang|tersengal|putus)|berhenti berna[pf]as|berdarah|pendarahan|perdarahan|darah(?:nya)? (?:mengucur|mengalir|banyak|keluar|terus|muncrat|tidak berhenti|di mana|deras|segar|bercucuran)|banyak darah|keluar darah|muntah darah|bersimbah darah|terjepit|tertimbun|terjebak|terperangkap|terlindas|tergilas|tertimpa|tersetrum|tersengat listrik|tenggelam|hanyut|terbakar|kebakaran|keracunan|serangan jantung|putus (?:jari|tangan|kaki|jarinya|tangannya|kakinya)|(?:jari|tangan|kaki)(?:nya)? (?:putus|terpotong|hancur|remuk)|terpotong|unconscious|bleeding|not breathing|can ?not breathe|trapped|stuck under|crushed|electrocuted|heart attack|gegar otak|kepala(?:nya)? (?:bocor|pecah|berdarah)|tidak bergerak|tidak bangun|melepuh|terkapar|tergeletak|jatuh dari (?:atap|lantai|steger|scaffolding|tangga|genteng|ketinggian|pohon|lantai \d|proyek))\b/
const ACCIDENT =
  /\b(kecelakaan|celaka|laka|jatuh|terjatuh|terpeleset|kepleset|tertabrak|ditabrak|menabrak|tabrakan|nabrak|tabrak lari|terserempet|keserempet|terjepit|tertimpa|terlindas|tergilas|tersayat|teriris|tertusuk|terpotong|tersetrum|tersengat|terbakar|ledakan|meledak|patah tulang|patah (?:tangan|kaki|lengan|bahu)|(?:tangan|kaki|lengan|bahu|tulang)(?:nya)? patah|cedera|luka|luka-luka|terluka|terkilir|keseleo|terguling|masuk (?:igd|ugd)|gegar otak|remuk|tersiram|tertimbun|terperosok|terpelanting|terpental|roboh|ambruk|accident|injured|hit by|fell|crash(?:ed)?)\b/
const NOW =
  /\b(barusan|baru saja|baru aja|sekarang|saat ini|detik ini|ini (?:lagi|sedang|masih|darahnya|orangnya|ada)|masih (?:di|terjepit|berdarah|pingsan|tergeletak|di lokasi|di jalan)|tadi barusan|menit (?:yang )?lalu|cepat(?:an)?|buruan|segera|gawat|darurat|tolong|just now|right now|just|help|hurry|urgent)\b/
const CALL =
  /\b(tolong (?:cepat|segera|buruan|pak cepat|darurat|kirim|panggil)|cepat tolong|butuh (?:ambulans|ambulance|ambulan)|(?:minta|kirim|panggil|perlu|mana|butuh|panggilkan|kirimkan|carikan|tolong)(?: \S+){0,2} ambulan(?:s|ce)?|ambulan(?:s|ce)? (?:cepat|segera|tolong|sekarang|ke |dong)|darurat|emergency|gawat|sos|minta tolong cepat|selamatkan|butuh pertolongan|pertolongan pertama|call (?:an )?ambulance|need (?:an )?ambulance|help me now|🆘|🚑)\b|🆘|🚑/
// "Last week", "already home", "already treated": it is over, a report and not an alarm.
const PAST =
  /\b(kemarin|kemarennya|lusa kemarin|(?:minggu|bulan|tahun|hari|pekan|jam|semalam) (?:yang )?(?:lalu|kemarin|kemaren|silam)|\d+ (?:hari|minggu|bulan|tahun)|seminggu|sebulan|setahun|dulu|waktu itu|semalam|tadi malam|tadi pagi|tadi siang|tadi sore|tanggal|sudah (?:sembuh|pulang|dirawat|di rumah sakit|dibawa|diobati|ditangani|operasi|dioperasi|membaik|baikan|sadar|di igd|di ugd|keluar|berobat|dijahit)|sekarang (?:di rumah sakit|dirawat|sudah|di rawat)|rawat inap|lagi dirawat|sedang dirawat|masih dirawat|pernah|senin|selasa|rabu|kamis|jumat|sabtu|minggu kemarin|januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember|yesterday|last (?:week|month|year|night)|ago|alhamdulillah)\b/
// Asking in general, or about the money and papers of it.
const GENERAL =
  /\b(kalau|kalo|jika|misal(?:nya)?|apabila|seandainya|seumpama|umpama|bila|apakah|berapa|santunan|klaim|syarat|dokumen|berkas|ditanggung|dijamin|tanggung|biaya|prosedur|cara (?:lapor|klaim|melapor|mengurus|daftar)|bagaimana cara|if|status laporan|laporan saya|takut|semoga|manfaat|dapat apa|dapat berapa|asuransi|meninggal|what if|covered|how much)\b/
const ELSEWHERE =
  /\b(jatuh (?:tempo|miskin|cinta|sakit|harga)|darah (?:tinggi|rendah|manis|daging)|tekanan darah|golongan darah|donor darah|cek darah|sedarah|darah muda|gula darah|kurang darah|sesak (?:hati|dada lihat)|kritis (?:terhadap|soal)|banjir|panas terbakar|terbakar (?:emosi|cemburu)|terjebak (?:macet|hujan|pinjol|utang|hutang)|terjepit (?:ekonomi|kebutuhan|utang|hutang)|tenggelam dalam|sadar diri|harga cabai|masuk angin|pingsan (?:lihat|liat|melihat|dengar|baca|nunggu|menunggu)|komandan|ekonomi|film|sinetron|game|mobile legend|bola|drakor|nomor darurat|telepon darurat|dana darurat|data darurat|status darurat|kondisi darurat itu|keadaan darurat itu)\b/

const MORE_ACUTE_THAN_PAST =
  /\b(belum (?:ditolong|dibawa|sadar|ada (?:yang )?(?:tolong|menolong|bantu))|tidak (?:sadar|bangun)[- ]?(?:sadar|bangun)?(?: sampai sekarang)|masih (?:pingsan|berdarah|terjepit|tidak sadar|kejang|sesak|pendarahan)|sekarang (?:pingsan|tidak sadar|kejang|sesak|muntah|pendarahan|berdarah)|tolong cepat|butuh ambulan|darahnya (?:tidak berhenti|masih)|kritis sekarang|barusan|baru saja)\b/

const DEATH =
  /\b(meninggal(?:nya|kan dunia)?|wafat|meninggal dunia|tewas|almarhum(?:ah)?|alm|berpulang|tutup usia|tidak tertolong|tidak ketolong|sudah tiada|sudah tidak ada umur|kematian|menghembuskan na[pf]as|innalillahi|passed away|died|is dead|has died|ninggal|pupus|ngantunkeun|maot|mati)\b/
const DEATH_GENERAL =
  /\b(kalau|kalo|jika|misal(?:nya)?|apabila|seandainya|if|mati (?:lampu|listrik|gaya|suri|rasa)|lampu mati|listrik mati|hp mati|harga mati|mati-matian|aki mati|surat kematian|tidak mati|kartu(?:nya)? mati|stnk mati|pajak mati|sim mati)\b/

/** Danger now. Past and general questions are not; "masih pingsan" overrules "tadi pagi". */
export function isEmergency(normal: string, plain: string): boolean {
  return judge(normal) || (plain !== normal && judge(plain))
}

function judge(text: string): boolean {
  if (ELSEWHERE.test(text) && !/\btolong cepat\b|\bambulan/.test(text)) return false
  const acute = ACUTE.test(text)
  const accident = ACCIDENT.test(text)
  const still = MORE_ACUTE_THAN_PAST.test(text)
  if (GENERAL.test(text) && !(still && !/\b(kalau|jika|misal|apabila|if)\b/.test(text))) {
    return CALL.test(text) && (acute || accident) && !/\b(kalau|jika|misal|apabila|if|nomor)\b/.test(text)
  }
  if (PAST.test(text) && !still && !CALL.test(text)) return false
  if (CALL.test(text)) return !/\bnomor\b/.test(text) || acute || accident
  if (acute) return true
  return accident && NOW.test(text)
}

/** News of an accident or injury, or a question about one just told; general questions are not. */
export function tellsAccident(normal: string): boolean {
  if (ELSEWHERE.test(normal)) return false
  if (!ACCIDENT.test(normal) && !ACUTE.test(normal)) return false
  return (
    !GENERAL.test(normal) ||
    /\b(suami|istri|saya|teman|bapak|anak|adik|kakak) (?:saya |sy )?(?:jatuh|terjatuh|tertabrak|kecelakaan|ditabrak)/.test(
      normal,
    )
  )
}

/** News that somebody died; "kalau meninggal dapat apa" is a question. */
export function tellsDeath(normal: string): boolean {
  return DEATH.test(normal) && !DEATH_GENERAL.test(normal)
}

const ALARMS = ['tolong', 'darurat', 'ambulans', 'kecelakaan', 'pingsan', 'pendarahan']
/** A message of one or two words that is nearly an alarm word: "tolonggg cepettt", "DRURAT". */
export function isShortAlarm(normal: string): boolean {
  const words = normal.split(' ')
  if (words.length > 2) return false
  return words.some(
    (word) => word.length > 5 && ALARMS.slice(1, 3).some((alarm) => distance(word, alarm) <= 1),
  )
}
