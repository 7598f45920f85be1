namespace DigitFinder;

/// <summary>The digits in 5×7 pixels.</summary>
internal static class Font
{
    public const int Width = 5, Height = 7;

    private static readonly string[] Rows =
    [
        ".###. ..#.. .###. ##### ...#. ##### ..##. ##### .###. .###.",
        "#...# .##.. #...# ...#. ..##. #.... .#... ....# #...# #...#",
        "#..## ..#.. ....# ..#.. .#.#. ####. #.... ...#. #...# #...#",
        "#.#.# ..#.. ...#. ...#. #..#. ....# ####. ..#.. .###. .####",
        "##..# ..#.. ..#.. ....# ##### ....# #...# .#... #...# ....#",
        "#...# ..#.. .#... #...# ...#. #...# #...# .#... #...# ...#.",
        ".###. .###. ##### .###. ...#. .###. .###. .#... .###. .##..",
    ];

    public static bool IsInk(char digit, int x, int y) => Rows[y][(digit - '0') * (Width + 1) + x] == '#';
}
