using NetGen;

namespace DigitFinder.Tests;

public class DetectorTests
{
    [Fact]
    public void A_plateau_of_equal_scores_is_one_digit_at_its_middle()
    {
        var map = Map(12, 15);
        for (var row = 4; row <= 6; row++)
            for (var column = 7; column <= 9; column++) Put(map, row, column, 3, 1);
        var digit = Assert.Single(Detector.Find(map, 0.5f));
        Assert.Equal(new Detection(3, 8 * 4 + 14, 5 * 4 + 14, 1), digit);
    }

    [Fact]
    public void Digits_side_by_side_are_two_and_listed_from_the_top()
    {
        var map = Map(12, 15);
        Put(map, 6, 3, 7, 0.75f);
        Put(map, 6, 9, 2, 1);
        Put(map, 0, 12, 5, 0.5f);
        Assert.Equal([(5, 0.5f), (7, 0.75f), (2, 1f)], Detector.Find(map, 0.5f).Select(digit => (digit.Digit, digit.Score)));
        Assert.Equal([(7, 0.75f), (2, 1f)], Detector.Find(map, 0.6f).Select(digit => (digit.Digit, digit.Score)));
    }

    [Fact]
    public void The_place_is_finer_than_the_grid()
    {
        var map = Map(12, 15);
        Put(map, 5, 5, 1, 0.75f);
        Put(map, 5, 6, 1, 0.75f);
        Assert.Equal(5.5f * 4 + 14, Assert.Single(Detector.Find(map, 0.5f)).X);
    }

    private static ScoreMap Map(int rows, int columns)
    {
        var size = new MapSize(rows, columns, DigitNet.OutputLength);
        var scores = new float[size.Length];
        for (var i = DigitNet.NoDigit; i < scores.Length; i += DigitNet.OutputLength) scores[i] = 1;
        return new ScoreMap(size, scores);
    }

    private static void Put(ScoreMap map, int row, int column, int digit, float score)
    {
        var start = (row * map.Size.Width + column) * DigitNet.OutputLength;
        map.Scores[start + digit] = score;
        map.Scores[start + DigitNet.NoDigit] = 1 - score;
    }
}
