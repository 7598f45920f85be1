using System.Numerics;

namespace NetGen.Generator.Shapes;

/// <summary>An exact fraction in lowest terms, its denominator positive.</summary>
internal readonly record struct Rational
{
    private readonly BigInteger _numerator;
    private readonly BigInteger _denominatorLessOne;

    public Rational(BigInteger numerator, BigInteger denominator)
    {
        var common = BigInteger.GreatestCommonDivisor(numerator, denominator) * denominator.Sign;
        (_numerator, _denominatorLessOne) = (numerator / common, (denominator / common) - 1);
    }

    public static Rational Half { get; } = new(1, 2);

    private BigInteger Denominator => _denominatorLessOne + 1;

    /// <summary>The value, if it is a whole number of 32 bits.</summary>
    public int? AsInteger => _denominatorLessOne.IsZero && _numerator >= int.MinValue && _numerator <= int.MaxValue ? (int)_numerator : null;

    public Rational Absolute => new(BigInteger.Abs(_numerator), Denominator);

    /// <summary>As a distance in words.</summary>
    public string Pixels => this == 1 ? "1 pixel" : $"{this} pixels";

    public static implicit operator Rational(long value) => new(value, 1);

    public static Rational operator +(Rational a, Rational b) => new((a._numerator * b.Denominator) + (b._numerator * a.Denominator), a.Denominator * b.Denominator);

    public static Rational operator -(Rational a, Rational b) => a + (-1 * b);

    public static Rational operator *(Rational a, Rational b) => new(a._numerator * b._numerator, a.Denominator * b.Denominator);

    public static Rational operator /(Rational a, Rational b) => new(a._numerator * b.Denominator, a.Denominator * b._numerator);

    public override string ToString() =>
        _denominatorLessOne.IsZero ? _numerator.ToString("D", System.Globalization.CultureInfo.InvariantCulture) : $"{new Rational(_numerator, 1)}/{new Rational(Denominator, 1)}";
}
