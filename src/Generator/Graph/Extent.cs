using System;
using System.Numerics;

namespace NetGen.Generator.Graph;

/// <summary>
/// The height or width of a feature map as a function of the image's: a constant, or an expression of one variable made of affine forms,
/// floor divisions and minima. It is exact for every size. Every operation keeps expressions in a simplest form: floor divisions of floor
/// divisions are merged (⌊⌊x/a⌋/b⌋ = ⌊x/ab⌋) as far as their coefficients stay within 32 bits, so that a stack of pools reads as one
/// division.
/// </summary>
internal abstract record Extent
{
    /// <summary>The image's own extent.</summary>
    public static Extent Image { get; } = new ImageExtent();

    /// <summary>
    /// An extent that an earlier fault left open. Everything computed from it is unknown too, so that one fault is reported once.
    /// </summary>
    public static Extent Unknown { get; } = new UnknownExtent(false);

    /// <summary>An extent, or a coefficient of one, past 32 bits.</summary>
    public static Extent TooLarge { get; } = new UnknownExtent(true);

    public static Extent Constant(long value) => Math.Abs(value) > int.MaxValue ? TooLarge : new ConstantExtent(value);

    public bool IsKnown => this is not UnknownExtent;

    /// <summary>The value, if it does not depend on the image.</summary>
    public long? AsConstant => this is ConstantExtent constant ? constant.Value : null;

    public static Extent operator +(Extent extent, long addend) => extent switch
    {
        UnknownExtent => extent,
        ConstantExtent constant => Constant(constant.Value + addend),
        AffineExtent affine => Affine(affine.Variable, affine.Factor, affine.Addend + addend),
        QuotientExtent quotient => AddToQuotient(quotient, addend),
        _ => Affine(extent, 1, addend),
    };

    public static Extent operator -(Extent extent, long subtrahend) => extent + -subtrahend;

    public static Extent operator *(Extent extent, long factor) => extent switch
    {
        UnknownExtent => extent,
        ConstantExtent constant => Constant(constant.Value * factor),
        AffineExtent affine => Affine(affine.Variable, affine.Factor * factor, affine.Addend * factor),
        _ => Affine(extent, factor, 0),
    };

    /// <summary>⌊extent/divisor⌋.</summary>
    public static Extent operator /(Extent extent, long divisor) => extent switch
    {
        _ when divisor == 1 => extent,
        UnknownExtent => extent,
        ConstantExtent constant => Constant(FloorDivide(constant.Value, divisor)),
        QuotientExtent quotient when quotient.Divisor * divisor <= int.MaxValue =>
            new QuotientExtent(quotient.Dividend, quotient.Divisor * divisor),
        AffineExtent affine => DivideAffine(affine, divisor),
        _ => new QuotientExtent(extent, divisor),
    };

    /// <summary>⌈extent/divisor⌉.</summary>
    public Extent CeilingDivide(long divisor) => (this + (divisor - 1)) / divisor;

    public static Extent Minimum(Extent a, Extent b)
    {
        if (!a.IsKnown) return a;
        if (!b.IsKnown || a == b) return b;
        return a.AsConstant is { } x && b.AsConstant is { } y ? Constant(Math.Min(x, y)) : new MinimumExtent(a, b);
    }

    /// <summary>How it goes on for ever larger images. Every extent grows with the image, or stays.</summary>
    /// <exception cref="InvalidOperationException">The extent is not known.</exception>
    public abstract Trend GetTrend();

    /// <summary>The value for an image of an extent.</summary>
    /// <exception cref="InvalidOperationException">The extent is not known.</exception>
    public abstract long Evaluate(long image);

    /// <summary>
    /// A C# expression of type long, given one for the image's extent. Dividends must not be negative, which valid images ensure.
    /// </summary>
    public abstract string ToCode(string image);

    /// <summary>As in a table: <c>⌊(H−3)/2⌋</c>.</summary>
    public abstract string ToText(string image);

    /// <summary>As a factor: in parentheses if it is a sum.</summary>
    public string ToFactor(string image) => this is AffineExtent { IsSum: true } ? $"({ToText(image)})" : ToText(image);

    /// <summary>The value for an image beyond any that there can be.</summary>
    protected abstract BigInteger EvaluateFar(BigInteger image);

    private static long FloorDivide(long dividend, long divisor) =>
        dividend >= 0 ? dividend / divisor : -((-dividend + divisor - 1) / divisor);

    private static Extent Affine(Extent variable, long factor, long addend)
    {
        if (Math.Abs(factor) > int.MaxValue || Math.Abs(addend) > int.MaxValue) return TooLarge;
        return factor == 0 ? Constant(addend) : factor == 1 && addend == 0 ? variable : new AffineExtent(variable, factor, addend);
    }

    // ⌊x/d⌋ + a = ⌊(x + ad)/d⌋
    private static Extent AddToQuotient(QuotientExtent quotient, long addend)
    {
        var dividend = quotient.Dividend + (addend * quotient.Divisor);
        return dividend.IsKnown ? new QuotientExtent(dividend, quotient.Divisor) : Affine(quotient, 1, addend);
    }

    private static Extent DivideAffine(AffineExtent affine, long divisor)
    {
        if (affine.Factor % divisor == 0) return Affine(affine.Variable, affine.Factor / divisor, FloorDivide(affine.Addend, divisor));

        var common = GreatestCommonDivisor(affine.Factor, divisor);
        return new QuotientExtent(Affine(affine.Variable, affine.Factor / common, FloorDivide(affine.Addend, common)), divisor / common);
    }

    private static long GreatestCommonDivisor(long a, long b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);

    private sealed record ImageExtent : Extent
    {
        public override Trend GetTrend() => new(1, 1, 0);

        public override long Evaluate(long image) => image;

        protected override BigInteger EvaluateFar(BigInteger image) => image;

        public override string ToCode(string image) => image;

        public override string ToText(string image) => image;
    }

    private sealed record ConstantExtent(long Value) : Extent
    {
        public override Trend GetTrend() => new(1, 0, 0);

        public override long Evaluate(long image) => Value;

        protected override BigInteger EvaluateFar(BigInteger image) => Value;

        public override string ToCode(string image) => Value.Text();

        public override string ToText(string image) => Value.Text();
    }

    private sealed record AffineExtent(Extent Variable, long Factor, long Addend) : Extent
    {
        public bool IsSum => Addend != 0;

        public override Trend GetTrend()
        {
            var trend = Variable.GetTrend();
            return trend with { Rise = trend.Rise * Factor };
        }

        public override long Evaluate(long image) => (Variable.Evaluate(image) * Factor) + Addend;

        protected override BigInteger EvaluateFar(BigInteger image) => (Variable.EvaluateFar(image) * Factor) + Addend;

        public override string ToCode(string image) =>
            Write(Factor == 1 ? Variable.ToCode(image) : $"{Factor.Text()} * ({Variable.ToCode(image)})", " - ", " + ");

        public override string ToText(string image) =>
            Write(Factor == 1 ? Variable.ToText(image) : Factor.Text() + Variable.ToText(image), "−", "+");

        private string Write(string product, string minus, string plus) =>
            Addend == 0 ? product : product + (Addend < 0 ? minus : plus) + Math.Abs(Addend).Text();
    }

    private sealed record QuotientExtent(Extent Dividend, long Divisor) : Extent
    {
        // After as many periods as make the rise a multiple of the divisor, floors come round.
        public override Trend GetTrend()
        {
            var trend = Dividend.GetTrend();
            var periods = Divisor / BigInteger.GreatestCommonDivisor(trend.Rise, Divisor);
            return trend with { Period = trend.Period * periods, Rise = trend.Rise * periods / Divisor };
        }

        public override long Evaluate(long image) => FloorDivide(Dividend.Evaluate(image), Divisor);

        protected override BigInteger EvaluateFar(BigInteger image)
        {
            var quotient = BigInteger.DivRem(Dividend.EvaluateFar(image), Divisor, out var rest);
            return rest.Sign < 0 ? quotient - 1 : quotient;
        }

        public override string ToCode(string image) =>
            Dividend is AffineExtent
                ? $"({Dividend.ToCode(image)}) / {Divisor.Text()}"
                : $"{Dividend.ToCode(image)} / {Divisor.Text()}";

        public override string ToText(string image) => $"⌊{Dividend.ToFactor(image)}/{Divisor.Text()}⌋";
    }

    private sealed record MinimumExtent(Extent A, Extent B) : Extent
    {
        // From some size on, the one that rises less is the smaller.
        public override Trend GetTrend()
        {
            var (a, b) = Trend.OverOnePeriod(A.GetTrend(), B.GetTrend());
            var from = BigInteger.Max(a.From, b.From);
            if (a.Rise == b.Rise) return a with { From = from };
            var (less, more) = a.Rise < b.Rise ? (A, B) : (B, A);
            var lead = BigInteger.Max(less.EvaluateFar(from + a.Period) - more.EvaluateFar(from), 0);
            var gain = BigInteger.Abs(a.Rise - b.Rise);
            return new Trend(a.Period, BigInteger.Min(a.Rise, b.Rise), from + (a.Period * ((lead + gain - 1) / gain)));
        }

        public override long Evaluate(long image) => Math.Min(A.Evaluate(image), B.Evaluate(image));

        protected override BigInteger EvaluateFar(BigInteger image) => BigInteger.Min(A.EvaluateFar(image), B.EvaluateFar(image));

        public override string ToCode(string image) => $"global::System.Math.Min({A.ToCode(image)}, {B.ToCode(image)})";

        public override string ToText(string image) => $"min({A.ToText(image)}, {B.ToText(image)})";
    }

    private sealed record UnknownExtent(bool IsTooLarge) : Extent
    {
        public override Trend GetTrend() => throw new InvalidOperationException("The extent is not known.");

        protected override BigInteger EvaluateFar(BigInteger image) => throw new InvalidOperationException("The extent is not known.");

        public override long Evaluate(long image) => throw new InvalidOperationException("The extent is not known.");

        public override string ToCode(string image) => throw new InvalidOperationException("The extent is not known.");

        public override string ToText(string image) => "?";
    }
}

/// <summary>From an image of <paramref name="From"/> rows on, <paramref name="Period"/> rows more make an extent larger by <paramref name="Rise"/>.</summary>
internal readonly record struct Trend(BigInteger Period, BigInteger Rise, BigInteger From)
{
    /// <summary>Two trends, over the shortest period that both have.</summary>
    public static (Trend A, Trend B) OverOnePeriod(Trend a, Trend b)
    {
        var common = BigInteger.GreatestCommonDivisor(a.Period, b.Period);
        return (a.Times(b.Period / common), b.Times(a.Period / common));
    }

    private Trend Times(BigInteger periods) => this with { Period = Period * periods, Rise = Rise * periods };
}
