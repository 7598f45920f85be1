using NetGen;

namespace DigitFinder.Tests;

public class DetectorTests
{
    [Fact]
    public void A_plateau_of_equal_scores_is_one_digit_at_its_middle()
    {
        var map = Map(12, 15);
        Put(map, 4, 7, 3, 3, digit: 3, 1);
        var digit = Assert.Single(Detector.Find(map, 0.5f));
        Assert.Equal(new Detection(3, 8 * 4, 5 * 4, 1), digit);
    }

    [Fact]
    public void Digits_side_by_side_are_two_and_listed_from_the_top()
    {
        var map = Map(12, 15);
        Put(map, 5, 2, 2, 2, digit: 7, 0.75f);
        Put(map, 5, 8, 2, 2, digit: 2, 1);
        Put(map, 0, 12, 2, 2, digit: 5, 0.5f);
        Assert.Equal([(5, 0.5f), (7, 0.75f), (2, 1f)], Detector.Find(map, 0.5f).Select(digit => (digit.Digit, digit.Score)));
        Assert.Equal([(7, 0.75f), (2, 1f)], Detector.Find(map, 0.6f).Select(digit => (digit.Digit, digit.Score)));
    }

    [Fact]
    public void The_place_is_finer_than_the_grid()
    {
        var map = Map(12, 15);
        Put(map, 5, 5, 1, 4, digit: 1, 0.75f);
        Assert.Equal(6.5f * 4, Assert.Single(Detector.Find(map, 0.5f)).X);
    }

    [Fact]
    public void What_looks_like_a_digit_from_one_or_two_positions_is_none()
    {
        var map = Map(12, 15);
        Put(map, 5, 5, 1, 1, digit: 4, 1);
        Put(map, 1, 10, 1, 2, digit: 4, 0.9f);
        Assert.Empty(Detector.Find(map, 0.5f));
    }

    [Fact]
    public void A_digit_at_the_map_s_corner_is_found()
    {
        var map = Map(2, 2);
        Put(map, 0, 0, 2, 2, digit: 8, 0.75f);
        Assert.Equal(new Detection(8, 2, 2, 0.75f), Assert.Single(Detector.Find(map, 0.5f)));
    }

    private static ScoreMap Map(int rows, int columns)
    {
        var size = new MapSize(rows, columns, DigitNet.OutputLength);
        var scores = new float[size.Length];
        for (var i = DigitNet.NoDigit; i < scores.Length; i += DigitNet.OutputLength) scores[i] = 1;
        return new ScoreMap(size, scores);
    }

    private static void Put(ScoreMap map, int top, int left, int rows, int columns, int digit, float score)
    {
        for (var row = top; row < top + rows; row++)
            for (var column = left; column < left + columns; column++)
            {
                var start = (row * map.Size.Width + column) * DigitNet.OutputLength;
                map.Scores[start + digit] = score;
                map.Scores[start + DigitNet.NoDigit] = 1 - score;
            }
    }
}
