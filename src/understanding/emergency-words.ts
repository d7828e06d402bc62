/** @module The words of danger, accident and death in normal form, as patterns. `*` at the end stands for any ending. */

/** Joins phrases into one pattern of whole words: "_" is any one or two words, "(x|y)" is kept, a final "*" any ending. */
function words(...lines: string[]): RegExp {
  const phrases = lines
    .flatMap((line) => line.split(', '))
    .map((phrase) =>
      phrase
        .trim()
        .replaceAll(' _ ', '(?: \\S+){0,2} ')
        .replace(/(?<=[a-z])\*$/, '\\p{L}*'),
    )
  return new RegExp(`(?<!\\p{L})(?:${phrases.join('|')})(?!\\p{L})`, 'u')
}

const NAPAS = 'na[pf]as(?:nya)?'
const LIMB = '(?:jari|jempol|tangan|kaki|lengan|telinga|kuping)(?:nya)?'
const BLOOD = 'darah(?:nya| nya)?'

export const PATTERNS = {
  /** Enough alone. */
  acute: words(
    'pingsan, tidak sadar, tidak sadar*, hilang kesadaran, koma, kejang, sekarat, kritis, tidak bergerak, tidak gerak',
    'tidak (?:bisa )?bangun(?:[ -]bangun)?, terkapar, tergeletak, gegar otak, sesak, sesak nafas, sesek',
    `tidak (?:bisa |dapat )?(?:ber)?na[pf]as, (?:susah|sulit|berat|henti|berhenti) (?:ber)?na[pf]as`,
    `${NAPAS} (?:berhenti|hilang|tersengal|putus|tinggal|sesak|berat|satu), unconscious, not breathing, can(?:'t| ?not) breathe`,
    `berdarah, pendarahan, bersimbah darah, banyak darah, muntah darah, keluar darah, bleeding, ${BLOOD} (?:mengucur|mengalir|banyak|keluar|terus|muncrat|deras|segar|bercucuran|kemana*|di mana-mana|mengocor|tidak)`,
    'terjepit, tertimbun, terperangkap, tergilas, terlindas, tertimpa, keindes, tersetrum, tersengat listrik, kesetrum',
    '(?:di )?bawah (?:runtuhan|reruntuhan|puing|tembok|truk|mobil), tenggelam, hanyut, terbakar, kebakaran, keracunan, serangan jantung',
    'belum bisa keluar, masih di dalam _ (?:sumur|mobil|api|lapak|gedung|lubang), trapped, stuck under, crushed, electrocuted, heart attack',
    `${LIMB}(?: \\S+){0,2} (?:putus|terpotong|hancur|remuk|ancur), putus (?:jari|tangan|kaki)\\p{L}*, kepala(?:nya)? (?:bocor|pecah|berdarah|retak)`,
    'melepuh, air keras, tersayat, tertusuk, kebacok, tertembak, ketusuk, (?:ke)?bentur kepala',
    'jatuh dari (?:atap|lantai|steger|tangga|genteng|ketinggian|pohon|tower|gedung|tiang|crane)',
    '(?:digigit|dipatuk|dipatok|tergigit|kena patuk) (?:oleh )?(?:ular|anjing|monyet), (?:disengat|diserang) (?:tawon|lebah|kalajengking), gas bocor, bocor gas, kebocoran gas, tabung _ meledak, menghirup (?:gas|asap)',
    '(?:tidak|mati) (?:bisa )?(?:me)?rasa(?:kan)? (?:kaki|tangan)(?:nya)?, (?:kaki|tangan|badan)(?:nya)? (?:tidak bisa|mati rasa|lumpuh|kebas), lumpuh mendadak, kaku semua, tidak berani (?:pindah|angkat)\\p{L}*, takut (?:me)?(?:mindah|pindah|angkat)\\p{L}*',
    'tidak (?:me)?respon\\p{L}*, tidak (?:me)?nyahut, tidak nyaut, tidak merespons, mata(?:nya)? terbalik, mulut(?:nya)? berbusa, busa dari mulut, (?:bibir|muka|wajah)(?:nya)? (?:biru|membiru|kebiruan|pucat pasi), denyut(?:nya)? (?:hilang|lemah|tidak ada), nadi(?:nya)? (?:hilang|lemah|tidak)',
    '(?:orang|teman|anak|mereka) _ lemas semua, tulang(?:nya)? (?:keluar|menonjol|mencuat), usus(?:nya)? keluar, (?:mata|perut|leher|dada)(?:nya)? (?:tertusuk|kena|robek|bolong|tembus), tersedak, tercekik, terseret mesin, (?:tersangkut|kegiling|tergiling) (?:di )?mesin',
  ),
  accident: words(
    'kecelakaan, laka, jatuh, terjatuh, terpeleset, tertabrak, ditabrak, menabrak, tabrakan, tabrak lari, terserempet, terjepit',
    'tertimpa, terlindas, tergilas, tersayat, teriris, tertusuk, terpotong, tersetrum, terbakar, meledak, ledakan, patah tulang',
    'patah (?:tangan|kaki|lengan|bahu), (?:tangan|kaki|lengan|bahu|tulang)(?:nya)? patah, cedera, luka, luka-luka, terluka, luka parah',
    'terkilir, terguling, terpental, terpelanting, roboh, ambruk, longsor, terperosok, tersiram, korban, gegar otak, remuk, tergelincir',
    'dibegal, dirampok, dikeroyok, digebuki, accident, injured, hit by, fell, crash(?:ed)?',
  ),
  now: words(
    'barusan, baru saja, baru banget, sekarang, saat ini, detik ini, ini (?:lagi|sedang|masih|orangnya), masih di _ (?:lokasi|jalan|tempat)',
    'menit lalu, menit yang lalu, menit kemarin, semenit, cepat, cepatan, buruan, segera, gawat, darurat, tolong, butuh pertolongan, just now, right now, just, help, hurry, urgent',
  ),
  /** A call for help, whatever happened. */
  call: words(
    'tolong (?:cepat|segera|buruan|darurat|ambulans), cepat(?:an)? tolong, tolong bapak cepat, minta tolong (?:cepat|segera), ambulans (?:mana|cepat|segera|tolong|sekarang|ke|dong)',
    '(?:minta|kirim|panggil|perlu|mana|butuh|panggilkan|kirimkan|carikan|tolong) _ ambulans, darurat, emergency, gawat, sos, selamatkan',
    'butuh pertolongan, pertolongan pertama, butuh (?:bantuan|tolong) (?:cepat|segera|darurat|medis), ambulance, need an ambulance, call an ambulance, ada korban, 🆘, 🚑',
  ),
  past: words(
    'kemarin, tempo hari, (?:minggu|bulan|tahun|hari|pekan|jam) (?:yang )?(?:lalu|kemarin|silam), (?:seminggu|sebulan|setahun|sejam|sepekan)\\p{L}*, \\d+ ?(?:hari|minggu|bulan|tahun|hr|bln|thn)',
    '(?:dua|tiga|empat|lima|beberapa) (?:hari|minggu|bulan|tahun), dulu, dulunya, waktu itu, semalam, tadi (?:malam|pagi|siang|sore|subuh), tanggal, tgl',
    'sudah (?:aman|ditolong|tertolong|dibantu|sembuh|pulang|dirawat|di rumah|dibawa|diobati|ditangani|operasi|dioperasi|membaik|baikan|sadar|di igd|keluar|berobat|dijahit|periksa|agak|mendingan|bisa)',
    'sekarang (?:di rumah|dirawat|sudah|sedang dirawat|lagi dirawat|masih dirawat), sudah (?:di)?(?:suntik|perban|kompres|kasih obat|urut|gips|pasang), rawat inap, (?:lagi|sedang|masih) dirawat, pernah, (?:hari )?(?:senin|selasa|rabu|kamis|jumat|sabtu)',
    'januari, februari, maret, april, mei, juni, juli, agustus, september, oktober, november, desember, yesterday, last (?:week|month|year|night), ago, alhamdulillah, sempat, habis operasi, tidak parah, cuma lecet, lecet',
  ),
  /** Questions in general, and what follows an accident: papers, money, a report. */
  general: words(
    'kalau, jika, misal, misalnya, apabila, seandainya, seumpama, bila, apakah, berapa, santunan, klaim, syarat, dokumen, berkas, surat, ditanggung',
    'dijamin, biaya, ongkos, tarif, diganti, diklaim, prosedur, cara (?:lapor|klaim|melapor|mengurus|daftar), bagaimana cara, status, laporan saya, lapor, melapor, melaporkan, takut(?! (?:me)?(?:pindah|mindah|angkat|gerak)), semoga, manfaat, dapat apa, asuransi',
    'meninggal, wafat, tewas, meninggal dunia, tidak tertolong, what if, covered, how much, register, apa saja, termasuk, cair, cairkan, iuran, if',
  ),
  elsewhere: words(
    '(?:bukan|tidak|tidak lagi|tidak begitu|belum) (?:keadaan |kondisi |hal )?(?:darurat|gawat|emergency|kritis), not an emergency, no emergency, darurat _ (?:uang|duit|dana|kontrakan|bayar|pulsa|kuota|pinjaman|sembako), (?:uang|duit|dana|pinjaman|butuh uang|butuh duit) darurat',
    '(?:gawat|darurat|sos) _ (?:nomor|tiket|kode|hp|kuota|data|berkas|akun|kartu|lupa|hilang|terhapus|kehapus|salah), berdarah (?:sunda|betawi|jawa|batak|minang|madura|arab|cina|campuran|biru|panas|dingin|sunda jawa)',
    '(?:mau|hampir|nyaris|sampai mau|sampai) pingsan (?:saking|karena|gara-gara|antre|menunggu|kepanasan|kelamaan), (?:antre|mengantre|menunggu|nunggu) _ (?:sampai|sampai mau|hampir|nyaris|mau) pingsan, sampai mau pingsan, (?:sesak|sesek) (?:dada|napas|nafas|hati)(?: saya| aku| gue)? (?:lihat|melihat|dengar|mendengar|karena|gara-gara|kalau ingat)',
    'jatuh (?:tempo|miskin|cinta|sakit|harga|hati), darah (?:tinggi|rendah|manis|daging|muda), tekanan darah, golongan darah, donor darah, cek darah, periksa darah, gula darah, kurang darah, berdarah[ -]darah',
    'sesak (?:hati|lihat|melihat|liat|dengar), kritis (?:terhadap|soal), terbakar (?:emosi|cemburu), terjebak (?:macet|hujan|pinjol|utang), terjepit (?:ekonomi|kebutuhan|utang)',
    'pingsan (?:lihat|liat|melihat|dengar|baca|tunggu|menunggu), film, sinetron, game, bola, drakor, nomor (?:darurat|ambulans|gawat), telepon darurat, dana darurat, desil darurat, bantuan (?:kebakaran|darurat), (?:pesan|chat|tulisan|gaji|pulsa|iuran|upah) (?:\\S+ )?terpotong',
    '(?:di)?(?:panggil(?:kan)?|hubungkan|dihubungkan|sambungkan|hubungi) _ (?:petugas|admin|operator|bagian), korban (?:php|pinjol|penipuan|perasaan), luka hati, pasukan, keadaan darurat itu, darurat itu apa',
  ),
  /** Overrules the past: it still goes on. */
  still: words(
    'belum (?:ditolong|dibawa|sadar|bisa keluar|ada yang (?:tolong|menolong|bantu)), masih (?:pingsan|berdarah|terjepit|tidak sadar|kejang|sesak|pendarahan|tertimbun)',
    'sekarang (?:pingsan|tidak sadar|kejang|sesak|muntah|pendarahan|berdarah|kritis|tidak bisa), tolong cepat, butuh ambulans, darahnya (?:tidak berhenti|masih|terus), kritis sekarang, barusan, baru saja, tidak sadar sampai sekarang',
  ),
  happened: words(
    '(?:suami|istri|saya|teman|ayah|ibu|bapak|anak|adik|kakak|paman|tetangga) (?:saya )?(?:baru |habis |sudah )?(?:jatuh|terjatuh|tertabrak|kecelakaan|ditabrak|terjepit|tersetrum|terpeleset)',
    'lapor(?:kan)? kecelakaan, melaporkan kecelakaan, lapor _ (?:jatuh|tertabrak)',
  ),
  death: words(
    'meninggal, meninggalnya, meninggalkan dunia, wafat, tewas, almarhum, almarhumah, berpulang, tutup usia, tidak tertolong, sudah tiada, menghembuskan nafas, menghembuskan napas',
    '(?:suami|istri|bapak|ayah|ibu|anak|kakak|adik|orang tua|mertua|kakek|nenek|beliau)(?: saya| kami)? sudah tidak ada (?:minggu|kemarin|tadi|semalam|bulan|sejak|hari), innalillahi, passed away, died, is dead, has died, mati ketabrak, ahli waris (?:dari|almarhum), nyawa(?:nya)? tidak',
  ),
}

const DEATH_GENERAL = words(
  'kalau, jika, misal, misalnya, apabila, seandainya, if, surat kematian, bila, what if, takut, semoga, berapa santunan meninggal, santunan meninggal berapa',
)

/** A question about death in general, not news of one. */
export function isDeathGeneral(text: string): boolean {
  return DEATH_GENERAL.test(text)
}
