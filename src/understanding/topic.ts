/** @module The sub-topic of a question, where a keyword names one. The first row that fits wins. */

/** Rows are in order of how telling the words are: "beasiswa kalau meninggal" asks for the scholarship. */
const TOPICS: [string, RegExp][] = [
  [
    'scam',
    /\b(penipuan|penipu|tipu|ditipu|scam|hoaks|hoax|bohong|bohongan|abal|palsu|modus|beneran|minta transfer|disuruh transfer|minta otp|minta rekening|asli atau|resmi apa|resmi atau|apakah resmi|benar dari)\b/,
  ],
  // Only a wish to be forgotten asks for this topic: "cabut izin pakai data".
  [
    'consent',
    /\b(?:cabut|mencabut|dicabut|tarik|narik|menarik|ditarik|batalkan|membatalkan|withdraw|revoke|take back)\p{L}*\b.*\b(?:i[zj]in|persetujuan|setuju|consent|permission)\p{L}*|\b(?:i[zj]in|persetujuan|consent)\p{L}*\b.*\b(?:cabut|dicabut|tarik|ditarik|dibatalkan)\b/u,
  ],
  [
    'difference_kesehatan',
    /\b(bpjs kesehatan|kis|jkn|askes|pbi|bpjs sehat)\b|\bbeda(?:nya)?\b.*\bbpjs\b|\bbpjs\b.*\bbeda(?:nya)?\b/,
  ],
  [
    'scholarship',
    /\b(beasiswa|biaya sekolah|sekolah anak|uang sekolah|kuliah|pendidikan anak|scholarship)\b/,
  ],
  ['funeral', /\b(pemakaman|penguburan|dikubur|kubur|pemulasaraan|biaya makam|funeral)\b/],
  ['jht', /\b(jht|jaminan hari tua|hari tua|tabungan|pensiun|jaminan pensiun)\b/],
  ['discount', /\b(diskon|potongan|keringanan|setengah harga|50 persen|discount)\b/],
  [
    'arrears',
    /\b(tunggakan|nunggak|menunggak|telat bayar|terlambat bayar|lupa bayar|berhenti bayar|tidak bayar|denda|non ?aktif)\b/,
  ],
  [
    'disability',
    /\b(cacat|lumpuh|disabilitas|amputasi|buta|tuli|diamputasi|kehilangan (?:jari|tangan|kaki|mata))\b/,
  ],
  [
    'stmb',
    /\b(stmb|tidak (?:bisa|mampu|dapat) (?:kerja|bekerja|narik|jualan|dagang)|selama (?:sakit|istirahat|tidak kerja|pemulihan)|pengganti (?:upah|gaji|penghasilan|pendapatan)|libur kerja)\b/,
  ],
  ['card', /\b(kartu|kpj|nomor (?:peserta|kepesertaan|anggota)|kartu peserta|jmo)\b/],
  [
    'treatment',
    /\b(berobat|pengobatan|perawatan|operasi|rawat|dirawat|obat|biaya rumah sakit|ditanggung rumah sakit|kontrol|fisioterapi|treatment)\b/,
  ],
  ['hospital', /\b(rumah sakit|plkk|rsud|klinik|puskesmas|hospital|igd|ugd)\b/],
  ['death', /\b(meninggal|wafat|kematian|ahli waris|almarhum|almarhumah|tewas|death|died)\b/],
  [
    'pay_how',
    /\b(cara bayar|bayar (?:di mana|lewat|pakai|via|ke mana)|bayarnya|transfer|indomaret|alfamart|dana|gopay|ovo|autodebet|virtual account|how to pay)\b/,
  ],
  [
    'bpjs_office',
    /\b(kantor bpjs|cabang bpjs|bpjs ketenagakerjaan (?:di mana|bekasi|cabang)|kantor cabang)\b/,
  ],
  ['dinsos', /\b(dinsos|dinas sosial)\b/],
  ['disnaker', /\b(disnaker|dinas tenaga kerja|dinas ketenagakerjaan|naker)\b/],
  ['disdukcapil', /\b(dukcapil|disdukcapil|capil)\b/],
  ['kelurahan', /\b(kelurahan|lurah|kecamatan|camat)\b/],
  ['cek_bansos', /\bcek ?bansos\b/],
  ['command_center', /\b(command center|021 ?171|171)\b/],
  [
    'hours',
    /\b(jam (?:buka|operasional|kerja|layanan|berapa|pelayanan)|buka (?:jam|hari|sampai|sabtu|minggu|tidak)|sabtu|tutup jam|libur tidak|opening hours)\b/,
  ],
  [
    'phone',
    /\b(nomor (?:telepon|telpon|wa|whatsapp|hp|kontak|hotline|telp)|hotline|call center|telepon|kontak|phone)\b/,
  ],
  ['quota', /\b(kuota|jatah|slot|penuh|quota)\b/],
  ['age', /\b(umur|usia|batas usia|minimal umur|maksimal umur)\b/],
  ['papers', /\b(syarat|dokumen|berkas|surat|persyaratan|papers|documents)\b/],
  [
    'deadline',
    /\b(batas waktu|2 x 24|2x24|48 jam|paling lambat|kedaluwarsa|telat lapor|terlambat lapor|berapa hari lapor)\b/,
  ],
  ['commute', /\b(perjalanan|berangkat kerja|pulang kerja|jalan pulang|di jalan)\b/],
  [
    'dtsen_meaning',
    /\b(?:dtsen|dtks) (?:itu |ini )?(?:apa|apaan|maksudnya)\b|\b(?:apa|apaan) (?:sih )?(?:itu |arti )?(?:dtsen|dtks)\b|\bwhat is (?:the )?dtsen\b/,
  ],
  [
    'meaning',
    /\bdesil (?:itu |ini )?(?:apa|apaan|maksudnya)\b|\b(?:apa|apaan) (?:sih )?(?:itu |arti )?desil\b|\b(?:arti|maksud)(?:nya)? desil\b|\bwhat (?:is|are) (?:a |the )?deciles?\b/,
  ],
  [
    'fix',
    /\b(?:perbaiki|memperbaiki|perbaikan|betulkan|membetulkan|benarkan|ubah|mengubah|diubah|koreksi|ralat|sanggah|menyanggah|ganti)(?:nya)?\b|\b(?:salah|keliru|tidak (?:sesuai|cocok|benar))\b.*\b(?:data|desil|dtsen)\p{L}*|\b(?:data|desil|dtsen)\p{L}*\b.*\b(?:salah|keliru|tidak (?:sesuai|cocok|benar))\b/u,
  ],
  ['province', /\b(?:provinsi|gubernur|jabar|jawa barat)\b/],
  [
    'registered',
    /\b(?:apakah|apa|sudah|belum|udah|cek|tahu|kok)\b.*\bterdaftar\b|\bterdaftar (?:belum|tidak|apa)\b|\bsaya (?:\p{L}+ )?(?:terdaftar|masuk (?:daftar|data))\b|\bnama (?:saya|ku|aku)\b.*\b(?:daftar|data|ada|masuk)\b|\b(?:cek|lihat) (?:status )?kepesertaan\b|\bam i (?:already )?(?:registered|on the list)\b/u,
  ],
  ['amount', /\b(berapa|besar(?:nya)?|nominal|jumlah)\b/],
]

/** The topic's key, or undefined when no keyword is seen. */
export function findTopic(normal: string): string | undefined {
  return TOPICS.find(([, pattern]) => pattern.test(normal))?.[0]
}

export const TOPIC_KEYS: readonly string[] = TOPICS.map(([key]) => key)
