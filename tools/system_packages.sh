#!/bin/sh
# Installs the programs that `make test` uses beside Python, where apt-get is and may be used.
#
#   tools/system_packages.sh test    LibreOffice, its font, wkhtmltopdf, Chromium and a library of its driver, a validator of PDF/A-1b, PostgreSQL,
#                                    AbiWord and Calligra
#   tools/system_packages.sh windows Wine, for `make windows`
#   tools/system_packages.sh venv    what `python3 -m venv` needs; PYTHON names the Python meant
#
# GEN_SYSTEM=no leaves the machine as it is. It always ends with 0: `gen doctor` tells what is missing, and the tests
# that need it say so and are skipped.

set -u

missing=

have() {
    command -v "$1" >/dev/null 2>&1
}

# A half-removed LibreOffice leaves its command behind, which then says nothing.
answers() {
    have "$1" && "$1" --version >/dev/null 2>&1
}

installed() {
    have dpkg-query && dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q 'install ok installed'
}

# What is there counts however it came: a full LibreOffice would even be removed to make room for the -nogui package.
present() {
    case $1 in
        libreoffice-writer-nogui)
            answers soffice || answers libreoffice || answers /usr/lib/libreoffice/program/soffice ||
                answers /Applications/LibreOffice.app/Contents/MacOS/soffice
            ;;
        fonts-liberation2) installed fonts-liberation2 || has_vietnamese_font ;;
        wkhtmltopdf) have wkhtmltopdf ;;
        default-jre-headless) have java ;;
        postgresql) have initdb || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 ;;
        chromium) have chromium || have chromium-browser || have google-chrome ;;
        *) installed "$1" ;;
    esac
}

# 1ed9 is ộ, which Liberation 1 lacks under the same family name.
has_vietnamese_font() {
    have fc-list || return 1
    fc-list ':charset=1ed9' family 2>/dev/null | grep -q -e 'Liberation Serif' -e 'Times New Roman'
}

may_install() {
    have apt-get || return 1
    [ "$(id -u)" = 0 ] || { have sudo && sudo -n true 2>/dev/null; }
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

apt() {
    # --no-remove: nothing that the person has installed makes way for ours.
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends --no-remove \
        -o Acquire::Retries=1 -o Acquire::http::Timeout=30 -o DPkg::Lock::Timeout=60 "$@"
}

install_one() {
    echo "system packages: apt-get install $1"
    apt install "$1" >/dev/null
}

# Where Liberation 2 has taken over the plain name, fonts-liberation2 may be gone.
install_missing() {
    echo "system packages: apt-get update"
    apt update >/dev/null || echo "system packages: apt-get update failed; going on with the lists that are there"
    for package in $missing; do
        install_one "$package" && continue
        [ "$package" = fonts-liberation2 ] && install_one fonts-liberation && continue
        echo "system packages: $package could not be installed; going on without it"
    done
}

case ${1:-} in
    # libatomic1: the driver through which the tests speak to Chromium needs it, and a bare Debian has it not.
    test)
        wanted="libreoffice-writer-nogui fonts-liberation2 wkhtmltopdf chromium libatomic1"
        # LibreOffice's API, by which the tests type into forms.
        wanted="$wanted python3-uno"
        # The other database of returns, which the tests start for themselves.
        wanted="$wanted postgresql"
        # PDFBox Preflight (tools/preflight), and what Java had in itself when Preflight was written.
        wanted="$wanted default-jre-headless libpdfbox2-java libjaxb-api-java libactivation-java"
        # Other programs with which people fill forms in (tests/editors).
        wanted="$wanted abiword calligrawords"
        ;;
    windows) wanted="wine64 wine" ;;
    venv) wanted="$("${PYTHON:-python3}" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')" ;;
    *) echo "usage: $0 test | windows | venv" >&2; exit 0 ;;
esac

for package in $wanted; do
    present "$package" || missing="$missing $package"
done

if [ -z "$missing" ]; then
    echo "system packages: all there ($wanted)"
elif [ "${GEN_SYSTEM:-yes}" = no ]; then
    echo "system packages: GEN_SYSTEM=no, so these stay missing:$missing"
elif may_install; then
    echo "system packages: missing:$missing"
    install_missing
elif have apt-get; then
    echo "system packages: missing:$missing; to have them, run"
    echo "    sudo apt-get install$missing"
else
    echo "system packages: missing:$missing; there is no apt-get here, so please install them by hand:"
    echo "    LibreOffice https://www.libreoffice.org/download, wkhtmltopdf https://wkhtmltopdf.org/downloads.html,"
    echo "    Liberation fonts 2 https://github.com/liberationfonts/liberation-fonts/releases"
fi
exit 0
